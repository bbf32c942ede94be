package nightshift.bot.chat.matrix;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import nightshift.bot.chat.matrix.client.Account;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.bot.checkup.Finding;
import nightshift.config.MatrixSettings;
import nightshift.engine.card.Card.Button;

/** One examination of a Matrix set-up, in the order in which things depend on each other. */
final class Examination {

  private static final String THREADS = "v1.4";
  private static final String WRITTEN_AGAINST = "v1.11";

  private final Homeserver server;
  private final MatrixSettings settings;
  private final List<String> pressers;
  private final Consumer<Finding> told;

  /**
   * @param pressers the MXIDs that the configuration names
   */
  Examination(
      Homeserver server, MatrixSettings settings, List<String> pressers, Consumer<Finding> told) {
    this.server = server;
    this.settings = settings;
    this.pressers = List.copyOf(pressers);
    this.told = told;
  }

  void run() throws InterruptedException {
    try {
      versions();
      Account me = server.whoami("asking the homeserver whose token it is");
      told.accept(Finding.good("token: of " + me.user()));
      told.accept(device(me));
      if (room(me)) {
        members(me);
        card();
      }
    } catch (MatrixException e) {
      told.accept(Finding.bad(String.valueOf(e.getMessage()), remedy(e)));
    }
  }

  private static String remedy(MatrixException e) {
    return switch (e.kind()) {
      case TOKEN -> "log the bot in again, and put the token where chat.matrix says";
      case FORBIDDEN -> "invite the bot into the room, and look at its power level there";
      case UNREACHABLE -> "check the network and chat.matrix.homeserver";
      case LIMITED -> "wait a little; docs/matrix.md says how to lift the limit for the bot";
      case NOT_FOUND, TOO_LARGE, DUPLICATE, REFUSED -> "check chat.matrix.homeserver and room";
    };
  }

  private void versions() throws MatrixException, InterruptedException {
    List<String> spoken = server.versions("asking " + settings.homeserver() + " what it speaks");
    if (!spoken.contains(THREADS)) {
      told.accept(
          Finding.bad(
              "the homeserver does not speak " + THREADS + ", which has threads", "upgrade it"));
    } else if (spoken.contains(WRITTEN_AGAINST)) {
      told.accept(Finding.good("homeserver: speaks " + WRITTEN_AGAINST));
    } else {
      told.accept(
          Finding.note("homeserver: older than " + WRITTEN_AGAINST + ", speaks " + THREADS));
    }
  }

  private static Finding device(Account me) {
    return me.device().isEmpty()
        ? Finding.bad(
            "the token has no device, so a message sent again may appear twice",
            "log in with a device_id, as docs/matrix.md shows")
        : Finding.good("device: " + me.device() + "; log in with it again for the next token");
  }

  private boolean room(Account me) throws MatrixException, InterruptedException {
    server.join("going into the room " + settings.room());
    told.accept(Finding.good("room: the bot is in " + settings.room()));
    RoomLook look = RoomLook.of(server.state("looking at the room"), me.user());
    if (!look.refusal().isEmpty()) {
      told.accept(problem(look.refusal()));
      return false;
    }
    told.accept(Finding.good("the room is not encrypted, and the bot may write there"));
    look.lacking().forEach(l -> told.accept(problem(l)));
    look.advice().forEach(a -> told.accept(Finding.note(a)));
    return true;
  }

  // The first half of such a sentence says what is wrong, the other half what to do.
  private static Finding problem(String line) {
    int cut = line.indexOf(line.contains(": ") ? ": " : "; ");
    return cut < 0
        ? Finding.bad(line, "")
        : Finding.bad(line.substring(0, cut), line.substring(cut + 2));
  }

  private void members(Account me) throws MatrixException, InterruptedException {
    Map<String, String> joined = server.joined("looking who is in the room");
    List<String> missing = pressers.stream().filter(p -> !joined.containsKey(p)).toList();
    if (!missing.isEmpty()) {
      told.accept(
          Finding.bad(
              "not in the room, so they cannot press: " + String.join(", ", missing),
              "invite them"));
    }
    if (joined.keySet().stream().allMatch(me.user()::equals)) {
      told.accept(Finding.bad("the bot is alone in the room", "invite people"));
    }
  }

  private void card() throws MatrixException, InterruptedException {
    String what = "posting a test card";
    String once = "ns-doctor-" + UUID.randomUUID();
    Rows rows = new Rows().head("A test of nightshift doctor; it takes itself away again", 100, "");
    String card =
        server.send(what, "m.room.message", once, Content.message(Content.QUIET, rows, List.of()));
    try {
      server.send(
          "putting a reaction under the test card",
          "m.reaction",
          once + "-seed",
          Content.reaction(card, Emoji.of(Button.APPROVE)));
    } finally {
      server.redact("taking the test card away", card, once + "-away", "only a test");
    }
    told.accept(Finding.good("a test card with a reaction was posted and taken away"));
  }
}
