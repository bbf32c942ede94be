package nightshift.bot;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import nightshift.bot.chat.discord.DiscordRoom;
import nightshift.bot.chat.matrix.MatrixRoom;
import nightshift.config.DiscordSettings;
import nightshift.config.MatrixSettings;
import nightshift.config.People;
import nightshift.config.Settings;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Ledger;

/** The rooms of others that the settings name; our own, the web room, is always there. */
final class Rooms {

  private Rooms() {}

  /** Those rooms, not yet connected to. */
  static List<ChatPlatform> named(
      Settings settings, Ledger ledger, People people, InstantSource clock) {
    return Stream.concat(
            settings.discord().map(d -> discord(d, ledger, people, clock)).stream(),
            settings.matrix().map(m -> matrix(m, ledger, people, clock)).stream())
        .toList();
  }

  private static ChatPlatform discord(
      DiscordSettings to, Ledger ledger, People people, InstantSource clock) {
    return new DiscordRoom(
        to,
        ledger,
        people,
        word -> people.identities(DiscordRoom.NAME, word),
        clock,
        Thread::sleep);
  }

  private static ChatPlatform matrix(
      MatrixSettings to, Ledger ledger, People people, InstantSource clock) {
    return new MatrixRoom(
        to, ledger, people, word -> people.identities(MatrixRoom.NAME, word), clock, Thread::sleep);
  }
}
