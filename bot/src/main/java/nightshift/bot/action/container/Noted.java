package nightshift.bot.action.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import nightshift.engine.action.ActionException;

/** Keeps a record of what undo needs as text in the ledger. */
final class Noted {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Noted() {}

  static String text(Record before) {
    try {
      return JSON.writeValueAsString(before);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T extends Record> T read(Class<T> type, String captured) throws ActionException {
    try {
      return JSON.readValue(captured, type);
    } catch (JsonProcessingException e) {
      throw new ActionException(
          ActionException.Effect.NONE,
          "undoing: what was noted before the step cannot be read, so nothing is touched");
    }
  }
}
