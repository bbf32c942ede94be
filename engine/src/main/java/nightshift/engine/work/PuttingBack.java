package nightshift.engine.work;

import java.util.Optional;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey.Phase;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.StepRun.Status;
import org.jspecify.annotations.Nullable;

/** Puts back what a plan's steps did, last step first, each at most once. */
final class PuttingBack {

  /** How the note of a plan begins whose measure was good before its first step, and then bad. */
  static final String WORSE = "worse than before: ";

  private final StepWork steps;
  private final Chronicle chronicle;
  private final Endings endings;

  PuttingBack(StepWork steps, Chronicle chronicle, Endings endings) {
    this.steps = steps;
    this.chronicle = chronicle;
    this.endings = endings;
  }

  /** Whether any step that was started can be put back. An undo is not undone by itself. */
  boolean possible(Trip trip) {
    return chronicle.runs(trip.plan()).stream()
        .filter(r -> r.key().phase() == Phase.EXECUTE)
        .map(trip::step)
        .anyMatch(s -> s.reversal().possible() && s.undoes() == null);
  }

  void begin(Trip trip, String why) throws InterruptedException {
    Optional<Plan> next =
        chronicle.move(trip.plan(), new PlanEvent.RollbackBegun(chronicle.now(), why));
    if (next.isPresent()) {
      run(trip.with(next.get()));
    }
  }

  void run(Trip trip) throws InterruptedException {
    Plan plan = trip.plan();
    String failure = null;
    for (StepRun run : chronicle.runs(plan).reversed()) {
      Step step = trip.step(run);
      boolean todo =
          run.key().phase() == Phase.EXECUTE
              && step.reversal().possible()
              && chronicle.status(plan, Phase.ROLL_BACK, step.index()) == null;
      if (todo) {
        if (trip.halted().getAsBoolean()) {
          chronicle.release(trip.claim());
          return;
        }
        chronicle.renew(trip.claim(), step.timeout());
        switch (steps.run(trip.lib().catalogue(), trip.claim(), plan, step, Phase.ROLL_BACK)) {
          case StepOutcome.Done _ -> {}
          case StepOutcome.Failed f ->
              failure = step.sentence() + ": " + Endings.firstLine(f.why());
          case StepOutcome.Unknown u -> {
            endings.lost(trip, "while putting back: " + u.why());
            return;
          }
          case StepOutcome.Refused _ -> {
            return;
          }
        }
      }
    }
    chronicle.result(plan, Phase.ROLL_BACK);
    ended(trip, failure);
  }

  private void ended(Trip trip, @Nullable String failure) {
    boolean failedBefore =
        chronicle.runs(trip.plan()).stream()
            .anyMatch(r -> r.key().phase() == Phase.ROLL_BACK && r.status() == Status.FAILED);
    // By the note, because it is still there after a restart.
    Outcome outcome = trip.plan().note().startsWith(WORSE) ? Outcome.WORSE : Outcome.NO_EFFECT;
    if (failure == null && !failedBefore) {
      PlanEvent event = new PlanEvent.RolledBack(chronicle.now(), trip.plan().note());
      chronicle.end(trip.plan(), trip.claim(), event, outcome);
    } else {
      String what = failure == null ? "see the thread" : failure;
      String note = trip.plan().note() + "; and putting back failed: " + what;
      endings.failed(trip, note, outcome);
    }
  }
}
