package nightshift.bot.chat.matrix;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import nightshift.bot.chat.matrix.client.Account;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the line to the room is: who we are there, what we may, and what is wrong. */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /**
   * A line that stands.
   *
   * @param me whose token it is
   * @param look what the room allowed when last looked at
   */
  record Standing(Account me, RoomLook look) {}

  private final Homeserver server;
  private final String room;
  private final AtomicReference<@Nullable Standing> standing = new AtomicReference<>();
  private final AtomicReference<String> trouble = new AtomicReference<>("not connected yet");
  private volatile boolean refused;

  Link(Homeserver server, String room) {
    this.server = server;
    this.room = room;
  }

  Homeserver server() {
    return server;
  }

  /** The id of the only room that counts. */
  String room() {
    return room;
  }

  /** The line stands, again. */
  void up(Standing now) {
    standing.set(now);
    refused = false;
    if (!trouble.getAndSet("").isEmpty()) {
      LOG.info("connected to Matrix as {} in {}", now.me().user(), room);
    }
  }

  /** The line broke, or never stood; it may stand again by itself. */
  void down(String why) {
    refused = false;
    lost(why);
  }

  /** The room cannot be used until somebody changes something. */
  void refuse(String why) {
    refused = true;
    standing.set(null);
    lost(why);
  }

  private void lost(String why) {
    if (!why.equals(trouble.getAndSet(why))) {
      LOG.warn("Matrix: {}", why);
    }
  }

  /** Who and what we are in the room; null while the room was not looked at or is refused. */
  @Nullable Standing standing() {
    return standing.get();
  }

  /**
   * Who and what we are in the room.
   *
   * @param what is being done, for the message when the line is down
   */
  Standing need(String what) throws ChatException {
    Standing now = standing.get();
    if (now != null) {
      return now;
    }
    ChatException.Kind kind = refused ? ChatException.Kind.REFUSED : ChatException.Kind.UNAVAILABLE;
    throw new ChatException(kind, what + ": " + trouble.get(), Duration.ZERO);
  }

  /** One clear line about what is wrong, if anything is. */
  Health health() {
    String why = String.valueOf(trouble.get());
    if (!why.isEmpty()) {
      return Health.bad("Matrix: " + why);
    }
    Standing now = standing.get();
    return now == null || now.look().lacking().isEmpty()
        ? Health.OK
        : Health.bad("Matrix: " + String.join("; ", now.look().lacking()));
  }
}
