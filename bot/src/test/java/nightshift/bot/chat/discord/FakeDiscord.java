package nightshift.bot.chat.discord;

import java.util.List;
import nightshift.bot.loopback.discord.LoopbackDiscord;
import nightshift.config.DiscordSettings;

/** The stand-in for Discord, with all that can go wrong there. */
final class FakeDiscord extends LoopbackDiscord {

  /** What goes wrong. */
  final Faults faults;

  /** Where some cards go instead. */
  List<DiscordSettings.Route> routes = List.of();

  FakeDiscord() {
    this(0);
  }

  FakeDiscord(int port) {
    this(port, new Faults());
  }

  private FakeDiscord(int port, Faults faults) {
    super(port, faults);
    this.faults = faults;
  }

  @Override
  public DiscordSettings settings() {
    DiscordSettings s = super.settings();
    return new DiscordSettings(
        s.token(), s.guild(), s.channel(), routes, s.roles(), s.restUrl(), s.gatewayUrl());
  }

  /** What was said on either side that Discord's own document does not know. */
  List<String> violations() {
    return faults.violations();
  }
}
