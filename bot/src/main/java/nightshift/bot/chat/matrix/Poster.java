package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.bot.chat.matrix.client.MatrixException.Kind;

/** Sends messages, shorter where the homeserver would not take them whole. */
final class Poster {

  /** The type of every message. */
  static final String MESSAGE = "m.room.message";

  private static final int[] SIZES = {8_000, 3_000, 1_000, 300};

  // The specification's 65,536 for a whole event, less what the server adds around the content.
  private static final int MOST_BYTES = 60_000;

  private final Homeserver server;

  Poster(Homeserver server) {
    this.server = server;
  }

  /**
   * What was sent.
   *
   * @param event its id
   * @param content as it went
   * @param size how long its text was allowed to be
   */
  record Sent(String event, ObjectNode content, int size) {}

  /** Sends as much of a message as fits. */
  Sent send(String what, String transaction, Sized message)
      throws MatrixException, InterruptedException {
    for (int i = 0; ; i++) {
      int size = SIZES[i];
      boolean last = i == SIZES.length - 1;
      ObjectNode content = message.within(size);
      if (!last && content.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
        continue;
      }
      try {
        return new Sent(server.send(what, MESSAGE, transaction, content), content, size);
      } catch (MatrixException e) {
        if (last || e.kind() != Kind.TOO_LARGE) {
          throw e;
        }
      }
    }
  }
}
