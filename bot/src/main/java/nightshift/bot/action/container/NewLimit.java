package nightshift.bot.action.container;

import java.util.Optional;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.Bytes;

/**
 * Arguments of {@code container.memory}: either a limit or a factor.
 *
 * @param limit the new limit
 * @param factor the new limit as a multiple of the old one, above 1, at most 10
 * @param max what a factor never goes beyond
 */
record NewLimit(Optional<Size> limit, Optional<Double> factor, Optional<Size> max) {

  private static final double MOST = 10;
  private static final long PAGE = 4_096;

  /**
   * @throws IllegalArgumentException when there is neither a limit nor a factor, or both, or the
   *     factor is out of range
   */
  NewLimit {
    if (limit.isPresent() == factor.isPresent()) {
      throw new IllegalArgumentException("give either \"limit\" or \"factor\"");
    }
    if (factor.isPresent() && !(factor.get() > 1 && factor.get() <= MOST)) {
      throw new IllegalArgumentException("argument \"factor\" must be above 1 and at most 10");
    }
  }

  /**
   * The new limit in bytes, a multiple of the page size.
   *
   * @param old the limit now, 0 for none
   * @param host the memory of the machine, 0 when it is not known
   * @param name the container's, for messages
   * @throws ActionException when there is no limit, or it would not be raised, or the machine has
   *     less
   */
  long from(long old, long host, String name) throws ActionException {
    String doing = "raising the memory limit of container \"" + name + "\"";
    if (old <= 0) {
      throw new ActionException(Effect.NONE, doing + ": it has none, so none holds it back");
    }
    long wanted = limit.map(Size::bytes).orElseGet(() -> Math.round(old * factor.orElse(1.0)));
    long capped = Math.min(wanted, max.map(Size::bytes).orElse(Long.MAX_VALUE));
    long to = capped / PAGE * PAGE;
    if (to <= old) {
      throw new ActionException(
          Effect.NONE,
          doing
              + ": it is "
              + Bytes.shown(old)
              + " already, and is never lowered to "
              + Bytes.shown(to));
    }
    if (host > 0 && to > host) {
      throw new ActionException(
          Effect.NONE,
          doing + " to " + Bytes.shown(to) + ": the machine has only " + Bytes.shown(host));
    }
    return to;
  }
}
