package nightshift.bot.action.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import nightshift.engine.action.ActionException;

/**
 * What undo needs to know of a unit, as it is kept in the ledger.
 *
 * @param up whether it was up
 * @param shown how it was, for people
 * @param definition SHA-256 of its files
 */
record Before(boolean up, String shown, String definition) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Before of(Seen seen) {
    return new Before(seen.facts().up(), seen.facts().shown(), seen.definition());
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Before read(String captured) throws ActionException {
    try {
      return JSON.readValue(captured, Before.class);
    } catch (JsonProcessingException e) {
      throw new ActionException(
          ActionException.Effect.NONE,
          "undoing: what was noted before the step cannot be read, so nothing is touched");
    }
  }
}
