package nightshift.bot.chat.discord;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.checkup.Finding;
import nightshift.config.DiscordSettings;
import nightshift.config.Settings;
import nightshift.engine.port.Pacer;

/** {@code nightshift doctor discord}: from the token to a test card. */
public final class DiscordCheckup implements Checkup {

  private final Pacer pacer;

  /**
   * @param pacer waiting between tries to connect
   */
  public DiscordCheckup(Pacer pacer) {
    this.pacer = pacer;
  }

  @Override
  public String name() {
    return DiscordRoom.NAME;
  }

  @Override
  public String about() {
    return "look whether Discord is set up: token, guild, channels, permissions, commands, a card";
  }

  @Override
  public void examine(Settings settings, Consumer<Finding> told) throws InterruptedException {
    examine(settings.discord(), settings.people(), told);
  }

  void examine(
      Optional<DiscordSettings> discord, List<Settings.Member> people, Consumer<Finding> told)
      throws InterruptedException {
    if (discord.isEmpty()) {
      told.accept(
          Finding.bad(
              "the configuration has no chat.discord", "write it as docs/discord.md shows"));
      return;
    }
    told.accept(pressers(people));
    try (Connection connection = new Connection(discord.get(), pacer)) {
      new Examination(discord.get(), connection, told).run();
    }
  }

  private static Finding pressers(List<Settings.Member> people) {
    List<String> able =
        people.stream()
            .filter(p -> p.identities().containsKey(DiscordRoom.NAME))
            .map(Settings.Member::name)
            .toList();
    return able.isEmpty()
        ? Finding.bad(
            "nobody in people has a Discord id, so nobody can press",
            "add discord: \"…\" to people; Developer Mode shows ids")
        : Finding.good("people with a Discord id: " + String.join(", ", able));
  }
}
