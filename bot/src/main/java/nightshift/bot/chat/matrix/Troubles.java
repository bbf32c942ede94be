package nightshift.bot.chat.matrix;

import java.time.Duration;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatException.Kind;

/** What a homeserver's refusals mean to the engine, and to whoever runs it. */
final class Troubles {

  private Troubles() {}

  static ChatException of(MatrixException e) {
    Kind kind = e.passing() ? Kind.UNAVAILABLE : Kind.REFUSED;
    ChatException ours = new ChatException(kind, line(e), e.retryAfter());
    ours.initCause(e);
    return ours;
  }

  static ChatException gone(String what, String why) {
    return new ChatException(Kind.GONE, what + ": " + why, Duration.ZERO);
  }

  /** What happened and what to do about it, in one line. */
  static String line(MatrixException e) {
    String remedy =
        switch (e.kind()) {
          case TOKEN ->
              "; log the bot in again with the same device_id, put the new token where chat.matrix"
                  + " says, and restart";
          case FORBIDDEN -> "; check that the bot is in the room, and its power level there";
          default -> "";
        };
    return e.getMessage() + remedy;
  }
}
