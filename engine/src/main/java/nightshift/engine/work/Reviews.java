package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Report;
import nightshift.engine.learn.Reporting;
import nightshift.engine.learn.Standing;
import nightshift.engine.port.LedgerView;

/** Looks back over the ledger. */
public final class Reviews {

  private Reviews() {}

  /** The report on the plans that were drawn up within this time before {@code now}. */
  public static Report over(LedgerView view, Duration span, Instant now) {
    Instant since = now.minus(span);
    return Reporting.of(
        view.facts(since, LedgerView.MOST_FACTS),
        view.waits(null, since, LedgerView.MOST_FACTS),
        since,
        now);
  }

  /**
   * What speaks for letting this playbook rise.
   *
   * @param most the highest risk that may run unasked in this house
   */
  public static Evidence evidence(
      LedgerView view, Standing standing, LearningRules rules, Risk most, Instant now) {
    return Evidence.of(
        view.observations(standing.playbook(), Experience.MOST),
        standing,
        now,
        rules.halfLife(),
        most);
  }
}
