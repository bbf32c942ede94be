package nightshift.bot.chat.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import nightshift.bot.loopback.discord.Person;
import nightshift.bot.loopback.discord.Shapes;

/** The stand-in for Discord, for tests of rooms together. */
public final class DiscordStage implements AutoCloseable {

  private final FakeDiscord discord = new FakeDiscord();

  public String token() {
    return discord.settings().token();
  }

  public String guild() {
    return Shapes.GUILD;
  }

  public String channel() {
    return Shapes.CHANNEL;
  }

  public URI rest() {
    return discord.settings().restUrl();
  }

  public URI gateway() {
    return discord.settings().gatewayUrl();
  }

  /** The text of the only card; empty while there is none. */
  public String card() {
    List<ObjectNode> cards = discord.cards();
    return cards.isEmpty() ? "" : cards.getLast().path("content").asText().replace("\\", "");
  }

  /** The labels of its buttons. */
  public List<String> buttons() {
    List<ObjectNode> cards = discord.cards();
    return cards.isEmpty() ? List.of() : cards.getLast().findValuesAsText("label");
  }

  /** The texts in its thread. */
  public List<String> thread() {
    List<ObjectNode> cards = discord.cards();
    return cards.isEmpty()
        ? List.of()
        : discord.in(cards.getLast().path("id").asText()).stream()
            .map(m -> m.path("content").asText().replace("\\", ""))
            .toList();
  }

  /** Somebody presses a button of the card; gives the press. */
  public String press(String user, String label) {
    return new Person(discord, user, "Somebody", List.of()).press(discord.cards().getLast(), label);
  }

  /** The window that a press opened; empty while there is none. */
  public String window(String press) {
    return discord.callback(press).at("/data/custom_id").asText("");
  }

  /** Somebody fills in the reason that a window asks for; gives the press. */
  public String reason(String user, String window, String reason) {
    return new Person(discord, user, "Somebody", List.of())
        .submit(discord.cards().getLast(), window, "reason", reason);
  }

  /** What the presser reads in the end; empty while there is nothing. */
  public String answer(String press) {
    return discord.answer(press);
  }

  @Override
  public void close() {
    discord.close();
  }
}
