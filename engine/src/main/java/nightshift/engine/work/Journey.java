package nightshift.engine.work;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey.Phase;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.StepRun.Status;
import nightshift.engine.policy.Safety;

/**
 * One claimed plan's way from its first step to its end: steps, verification, and where it must be,
 * putting back. Can be stopped at every threshold and taken up again from the ledger.
 */
final class Journey {

  private final Supplier<Library> library;
  private final StepWork steps;
  private final Verifying verifying;
  private final Chronicle chronicle;
  private final Endings endings;
  private final PuttingBack puttingBack;
  private final Inspection inspection;

  /**
   * @param library what is in force now: rules that were tightened meanwhile hold before each step
   */
  Journey(StepWork steps, Verifying verifying, Chronicle chronicle, Supplier<Library> library) {
    this.library = library;
    this.steps = steps;
    this.verifying = verifying;
    this.chronicle = chronicle;
    this.endings = new Endings(chronicle, verifying);
    this.puttingBack = new PuttingBack(steps, chronicle, endings);
    this.inspection = new Inspection(verifying, chronicle, puttingBack, endings);
  }

  /** From the first step. */
  void travel(Library lib, Plan plan, Claim claim, BooleanSupplier halted)
      throws InterruptedException {
    Reading before = verifying.look(lib.probes(), plan);
    boolean wasGood = before != null && plan.draft().verify().good(before);
    if (wasGood) {
      chronicle.goodBefore(plan);
    }
    execute(new Trip(lib, plan, claim, halted, wasGood));
  }

  /**
   * From wherever the former owner left it. What was started and not noted is never started again.
   */
  void resume(Library lib, Plan plan, Claim claim, BooleanSupplier halted)
      throws InterruptedException {
    List<StepRun> runs = chronicle.runs(plan);
    if (runs.isEmpty() && plan.state() == PlanState.EXECUTING) {
      travel(lib, plan, claim, halted);
      return;
    }
    Trip trip = new Trip(lib, plan, claim, halted, chronicle.wasGood(plan));
    for (StepRun run : runs) {
      if (run.status() == Status.RUNNING || run.status() == Status.UNKNOWN) {
        String step = plan.draft().steps().get(run.key().index() - 1).sentence();
        chronicle.unknownEnd(claim, run);
        endings.lost(trip, "Nightshift stopped while it was doing this: " + step);
        return;
      }
    }
    switch (plan.state()) {
      case EXECUTING -> execute(trip);
      case VERIFYING -> inspection.verify(trip);
      case ROLLING_BACK -> puttingBack.run(trip);
      default -> chronicle.release(claim);
    }
  }

  private void execute(Trip trip) throws InterruptedException {
    for (Step step : trip.plan().draft().steps()) {
      Status ended = chronicle.status(trip.plan(), Phase.EXECUTE, step.index());
      if (ended == null) {
        if (trip.halted().getAsBoolean()) {
          chronicle.release(trip.claim());
          return;
        }
        Library now = library.get();
        List<String> refusals = Safety.refusals(trip.plan().draft(), now.rules(), now.learning());
        if (!refusals.isEmpty()) {
          stepFailed(trip, step, "not started: " + String.join("; ", refusals));
          return;
        }
        chronicle.renew(trip.claim(), step.timeout());
        StepOutcome outcome =
            steps.run(trip.lib().catalogue(), trip.claim(), trip.plan(), step, Phase.EXECUTE);
        chronicle.progress(trip.plan());
        switch (outcome) {
          case StepOutcome.Done _ -> {}
          case StepOutcome.Refused _ -> {
            return;
          }
          case StepOutcome.Unknown u -> {
            endings.lost(trip, u.why());
            return;
          }
          case StepOutcome.Failed f -> {
            if (!step.keepGoing()) {
              stepFailed(trip, step, f.why());
              return;
            }
            chronicle.skipped(trip.plan(), step, f.why());
          }
        }
      } else if (ended == Status.FAILED && !step.keepGoing()) {
        stepFailed(trip, step, "it failed before Nightshift was started again");
        return;
      }
    }
    finished(trip);
  }

  private void finished(Trip trip) throws InterruptedException {
    chronicle.result(trip.plan(), Phase.EXECUTE);
    int all = trip.plan().draft().steps().size();
    long done = chronicle.runs(trip.plan()).stream().filter(r -> r.status() == Status.DONE).count();
    if (done == 0 || (trip.plan().isUndo() && done < all)) {
      String note =
          done == 0 ? "no step went through" : done + " of " + all + " steps went through";
      endings.failed(trip, note, Outcome.NO_EFFECT);
      return;
    }
    Optional<Plan> next = chronicle.move(trip.plan(), new PlanEvent.StepsDone(chronicle.now(), ""));
    if (next.isPresent()) {
      inspection.verify(trip.with(next.get()));
    }
  }

  private void stepFailed(Trip trip, Step step, String why) throws InterruptedException {
    chronicle.result(trip.plan(), Phase.EXECUTE);
    String note = step.sentence() + ": " + Endings.firstLine(why);
    boolean back = trip.plan().draft().rollback() != Rollback.NEVER && puttingBack.possible(trip);
    boolean worse = trip.wasGood() && isBad(trip);
    if (back) {
      puttingBack.begin(trip, (worse ? PuttingBack.WORSE : "") + note);
    } else {
      endings.failed(trip, note, worse ? Outcome.WORSE : Outcome.NO_EFFECT);
    }
  }

  private boolean isBad(Trip trip) throws InterruptedException {
    Reading now = verifying.look(trip.lib().probes(), trip.plan());
    return now != null && !trip.plan().draft().verify().good(now);
  }
}
