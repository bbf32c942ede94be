package nightshift.engine.work;

import java.time.Duration;
import java.util.Optional;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Rollback;

/** What becomes of a plan once its steps have ended: fixed, not fixed, or put back. */
final class Inspection {

  private final Verifying verifying;
  private final Chronicle chronicle;
  private final PuttingBack puttingBack;
  private final Endings endings;

  Inspection(Verifying verifying, Chronicle chronicle, PuttingBack puttingBack, Endings endings) {
    this.verifying = verifying;
    this.chronicle = chronicle;
    this.puttingBack = puttingBack;
    this.endings = endings;
  }

  void verify(Trip trip) throws InterruptedException {
    Plan plan = trip.plan();
    if (plan.isUndo()) {
      chronicle.end(
          plan,
          trip.claim(),
          new PlanEvent.Verified(chronicle.now(), "what was done is undone"),
          null);
      return;
    }
    Duration limit = plan.draft().verify().within().plus(plan.draft().verify().settle());
    chronicle.renew(trip.claim(), limit);
    chronicle.measuring(plan);
    Optional<Judge> judge = verifying.judge(trip.lib().probes(), plan, trip.halted());
    if (judge.isEmpty()) {
      chronicle.release(trip.claim());
      return;
    }
    Judge.Verdict verdict = judge.get().verdict(chronicle.now()).orElse(Judge.Verdict.INCONCLUSIVE);
    chronicle.verification(plan, judge.get(), verdict);
    switch (verdict) {
      case VERIFIED -> verified(trip, judge.get());
      case INCONCLUSIVE ->
          endings.failed(
              trip,
              "every step ran, but nobody could look whether it helped: " + judge.get().seen(),
              Outcome.UNKNOWN);
      case NOT_VERIFIED -> notVerified(trip, judge.get());
    }
  }

  /** What was good before as well proves nothing about the steps. */
  private void verified(Trip trip, Judge judge) {
    String note = judge.seen() + (trip.wasGood() ? "; it was good before the first step, too" : "");
    Outcome outcome = trip.wasGood() ? Outcome.UNKNOWN : Outcome.FIXED;
    chronicle.end(
        trip.plan(), trip.claim(), new PlanEvent.Verified(chronicle.now(), note), outcome);
    chronicle.repeats(trip.plan(), trip.lib().learning());
  }

  private void notVerified(Trip trip, Judge judge) throws InterruptedException {
    Rollback rule = trip.plan().draft().rollback();
    String note = judge.seen();
    boolean back = rule == Rollback.ON_UNVERIFIED || (rule == Rollback.ON_WORSE && trip.wasGood());
    if (back && puttingBack.possible(trip)) {
      puttingBack.begin(trip, (trip.wasGood() ? PuttingBack.WORSE : "it did not help: ") + note);
    } else {
      Outcome outcome = trip.wasGood() ? Outcome.WORSE : Outcome.NO_EFFECT;
      endings.failed(trip, "it did not help: " + note, outcome);
    }
  }
}
