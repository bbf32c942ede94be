package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/** The school: what a plan's end teaches. Decides over one view, writes in its transaction. */
final class Lessons {

  private Lessons() {}

  /** Notes a lesson, and draws what follows from it. */
  static void note(LedgerTx tx, Plan plan, Lesson lesson) {
    tx.learn(plan.id(), lesson);
    List<Observation> seen = tx.observations(plan.draft().playbook(), Experience.MOST);
    // Nothing has aged for a row of failures, so any half-life will do.
    TrackRecord record = TrackRecord.of(seen, lesson.at(), LearningRules.USUAL.halfLife());
    Ladder.learned(tx, plan, lesson, record);
  }

  /** Notes what came of a plan that ran, as its measure shows it. */
  static void afterRun(LedgerTx tx, Plan plan, Outcome measured, Instant at) {
    boolean cleared = clearedBefore(tx, plan);
    Outcome outcome = cleared && measured != Outcome.WORSE ? healed(measured) : measured;
    Duration watch = plan.draft().verify().relapseWatch();
    boolean watched = outcome == Outcome.FIXED && watch.isPositive();
    note(tx, plan, new Lesson(outcome, "", watched ? at.plus(watch) : null, at));
  }

  // What was over before it began was not fixed by it; what is still bad was not over.
  private static Outcome healed(Outcome measured) {
    return measured == Outcome.FIXED || measured == Outcome.UNKNOWN
        ? Outcome.SELF_HEALED
        : measured;
  }

  /** Whether the source said that the alert was over before the plan began to act. */
  private static boolean clearedBefore(LedgerView view, Plan plan) {
    String alert = plan.draft().alertId();
    Instant began = plan.claimedAt();
    return alert != null
        && began != null
        && view.life(alert)
            .filter(LedgerView.AlertLife::cleared)
            .map(LedgerView.AlertLife::endedAt)
            .filter(end -> end.isBefore(began))
            .isPresent();
  }
}
