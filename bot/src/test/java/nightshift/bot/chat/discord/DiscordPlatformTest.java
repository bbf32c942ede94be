package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.ChatPlatformContract;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of chat platforms, kept over real HTTP with the real JDA. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DiscordPlatformTest extends ChatPlatformContract {

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @BeforeEach
  void open() {
    night.open();
  }

  @AfterEach
  void close() {
    night.close();
  }

  @Override
  protected ChatPlatform platform() {
    return night.room;
  }

  @Override
  protected int cards() {
    return night.discord.cards().size();
  }

  @Override
  protected List<String> replies(CardRef card) throws ChatException {
    return night.discord.in(Where.of(card).message()).stream()
        .map(m -> m.path("content").asText())
        .toList();
  }

  @Override
  protected boolean delete(CardRef card) throws ChatException {
    night.discord.delete(Where.of(card).message());
    return true;
  }

  @Test
  void long_output_is_cut_saying_so_and_attached_whole() throws Exception {
    CardRef ref = platform().post("plan-1", card(1, PlanState.RESOLVED));
    String body = "a line of output with `marks` and @everyone\n".repeat(200);
    platform()
        .reply(ref, null, "k", new Reply(Reply.Kind.RESULT, "What was done", body, List.of()));
    var call = night.discord.calls("POST", "/messages").getLast();
    String content = call.body().path("content").asText();
    assertThat(content.length()).isLessThanOrEqualTo(Limits.CONTENT);
    assertThat(content).contains("more lines: whole in the attached file");
    assertThat(content).doesNotContain("@everyone");
    assertThat(call.files().getFirst()).contains(body.strip());
    assertThat(call.body().at("/allowed_mentions/parse")).isEmpty();
  }

  @Test
  void an_edited_reply_that_calls_people_calls_them_in_a_message_of_its_own() throws Exception {
    CardRef ref = platform().post("plan-1", card(1, PlanState.RESOLVED));
    Reply quiet = new Reply(Reply.Kind.PROGRESS, "Checking", "", List.of());
    String first = platform().reply(ref, null, "k1", quiet);
    platform()
        .reply(ref, first, "k2", new Reply(Reply.Kind.FAILURE, "It broke", "", List.of("oncall")));
    assertThat(replies(ref)).hasSize(2).allMatch(t -> t.contains("It broke"));
    var call = night.discord.calls("POST", "/messages").getLast().body();
    assertThat(call.at("/allowed_mentions/roles/0").asText()).isEqualTo(Shapes.ONCALL);
  }

  @Test
  void a_card_is_not_taken_for_deleted_while_its_guild_is_being_built() throws Exception {
    CardRef ref = platform().post("plan-1", card(1, PlanState.AWAITING_APPROVAL));
    night.discord.gateway().removed();
    night.until(() -> night.room.health().detail().contains("is not in guild"));
    ObjectNode large = night.discord.gateway().guild();
    for (int i = 0; i < 5_000; i++) {
      String id = night.discord.next();
      ((ArrayNode) large.get("roles")).add(Shapes.role(id, "role " + i, 0, false));
    }
    night.discord.gateway().dispatch("GUILD_CREATE", large);
    List<ChatException.Kind> refusals = new ArrayList<>();
    Await.until(
        Duration.ofSeconds(45), () -> edited(ref, card(1, PlanState.RESOLVED), refusals::add));
    assertThat(refusals).doesNotContain(ChatException.Kind.GONE);
  }

  private boolean edited(CardRef ref, Card card, Consumer<ChatException.Kind> refused) {
    try {
      platform().edit(ref, card);
      return true;
    } catch (ChatException e) {
      refused.accept(e.kind());
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
