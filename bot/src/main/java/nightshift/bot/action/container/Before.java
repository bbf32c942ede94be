package nightshift.bot.action.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.engine.action.ActionException;

/**
 * What undo needs to know of a container, as it is kept in the ledger.
 *
 * @param id which container it was
 * @param running whether it ran
 * @param memory its limit in bytes, 0 for none
 * @param swap memory and swap together in bytes, as in {@link ContainerFacts#memorySwap}
 * @param planned the limit that was to be set, 0 when none was
 */
record Before(String id, boolean running, long memory, long swap, long planned) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Before of(ContainerFacts c, long planned) {
    return new Before(c.id(), c.running(), c.memoryLimit(), c.memorySwap(), planned);
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
