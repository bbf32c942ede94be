package nightshift.bot.action.disk;

import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;

/** Says how a run over files ended. */
final class Outcomes {

  private Outcomes() {}

  /**
   * It came to its end. A run that did nothing of what was approved is no success, whatever kept it
   * from doing so.
   *
   * @param did {@code moved } or the like
   * @throws ActionException when some files that should have gone could not
   */
  static ActionResult of(String doing, String did, Tally tally) throws ActionException {
    if (tally.refused() > 0) {
      throw new ActionException(
          effect(tally),
          "%s: %s%s; first: %s".formatted(doing, did, tally.shown(), tally.firstRefusal()));
    }
    return new ActionResult(
        !tally.isIdle(), did + tally.shown() + vanished(tally), tally.output(), null);
  }

  private static String vanished(Tally tally) {
    return tally.isIdle() && tally.left(Tally.Left.VANISHED) == tally.all()
        ? ": all were gone before it began"
        : "";
  }

  /** It had to stop in the middle. */
  static ActionException broken(String doing, Tally tally, String why) {
    return new ActionException(
        effect(tally),
        "%s: stopped after %s: %s; what is not done is where it was"
            .formatted(doing, tally.shown(), why));
  }

  private static Effect effect(Tally tally) {
    return tally.done() > 0 ? Effect.PARTIAL : Effect.NONE;
  }
}
