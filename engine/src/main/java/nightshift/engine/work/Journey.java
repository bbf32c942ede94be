package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey.Phase;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.StepRun.Status;
import org.jspecify.annotations.Nullable;

/**
 * One claimed plan's way from its first step to its end: steps, verification, and where it must be,
 * putting back. Can be stopped at every threshold and taken up again from the ledger.
 */
final class Journey {

  private final StepWork steps;
  private final Verifying verifying;
  private final Chronicle chronicle;

  Journey(StepWork steps, Verifying verifying, Chronicle chronicle) {
    this.steps = steps;
    this.verifying = verifying;
    this.chronicle = chronicle;
  }

  /** See {@link StepWork#drift}. */
  Optional<String> drift(Library lib, Plan plan) throws InterruptedException {
    return steps.drift(lib.catalogue(), plan);
  }

  /** From the first step. */
  void travel(Library lib, Plan plan, Claim claim, BooleanSupplier halted)
      throws InterruptedException {
    Reading before = verifying.look(lib.probes(), plan);
    boolean wasGood = before != null && plan.draft().verify().good(before);
    execute(new Trip(lib, plan, claim, halted, wasGood));
  }

  /**
   * From wherever the former owner left it. What was started and not noted is never started again.
   */
  void resume(Library lib, Plan plan, Claim claim, BooleanSupplier halted)
      throws InterruptedException {
    Trip trip = new Trip(lib, plan, claim, halted, false);
    for (StepRun run : chronicle.runs(plan)) {
      if (run.status() == Status.RUNNING || run.status() == Status.UNKNOWN) {
        String step = plan.draft().steps().get(run.key().index() - 1).sentence();
        chronicle.unknownEnd(claim, run);
        lost(trip, "Nightshift stopped while it was doing this: " + step);
        return;
      }
    }
    switch (plan.state()) {
      case EXECUTING -> execute(trip);
      case VERIFYING -> verify(trip);
      case ROLLING_BACK -> putBack(trip);
      default -> chronicle.release(claim);
    }
  }

  /**
   * @param wasGood whether the measure was good before the first step
   */
  private record Trip(
      Library lib, Plan plan, Claim claim, BooleanSupplier halted, boolean wasGood) {
    Trip with(Plan now) {
      return new Trip(lib, now, claim, halted, wasGood);
    }
  }

  private void execute(Trip trip) throws InterruptedException {
    for (Step step : trip.plan.draft().steps()) {
      Status ended = chronicle.status(trip.plan, Phase.EXECUTE, step.index());
      if (ended == null) {
        if (trip.halted.getAsBoolean()) {
          chronicle.release(trip.claim);
          return;
        }
        chronicle.renew(trip.claim, step.timeout());
        StepOutcome outcome =
            steps.run(trip.lib.catalogue(), trip.claim, trip.plan, step, Phase.EXECUTE);
        chronicle.progress(trip.plan);
        switch (outcome) {
          case StepOutcome.Done _ -> {}
          case StepOutcome.Refused _ -> {
            return;
          }
          case StepOutcome.Unknown u -> {
            lost(trip, u.why());
            return;
          }
          case StepOutcome.Failed f -> {
            if (!step.keepGoing()) {
              stepFailed(trip, step, f.why());
              return;
            }
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
    chronicle.result(trip.plan, Phase.EXECUTE);
    List<StepRun> runs = chronicle.runs(trip.plan);
    long done = runs.stream().filter(r -> r.status() == Status.DONE).count();
    if (done == 0 || (trip.plan.isUndo() && done < runs.size())) {
      String note =
          done == 0 ? "no step went through" : done + " of " + runs.size() + " steps went through";
      chronicle.end(trip.plan, trip.claim, failed(note), Outcome.NO_EFFECT);
      return;
    }
    Optional<Plan> next = chronicle.move(trip.plan, new PlanEvent.StepsDone(chronicle.now(), ""));
    if (next.isPresent()) {
      verify(trip.with(next.get()));
    }
  }

  private void stepFailed(Trip trip, Step step, String why) throws InterruptedException {
    chronicle.result(trip.plan, Phase.EXECUTE);
    String note = step.sentence() + ": " + firstLine(why);
    boolean back = trip.plan.draft().rollback() != Rollback.NEVER && undoable(trip.plan);
    if (back) {
      beginPutBack(trip, note);
    } else {
      chronicle.end(trip.plan, trip.claim, failed(note), Outcome.NO_EFFECT);
    }
  }

  private boolean undoable(Plan plan) {
    return chronicle.runs(plan).stream()
        .filter(r -> r.key().phase() == Phase.EXECUTE)
        .anyMatch(r -> step(plan, r).reversal().possible() && step(plan, r).undoes() == null);
  }

  private static Step step(Plan plan, StepRun run) {
    return plan.draft().steps().get(run.key().index() - 1);
  }

  private void verify(Trip trip) throws InterruptedException {
    Plan plan = trip.plan;
    if (plan.isUndo()) {
      chronicle.end(
          plan,
          trip.claim,
          new PlanEvent.Verified(chronicle.now(), "what was done is undone"),
          null);
      return;
    }
    Duration limit = plan.draft().verify().within().plus(plan.draft().verify().settle());
    chronicle.renew(trip.claim, limit);
    chronicle.measuring(plan);
    Optional<Judge> judge = verifying.judge(trip.lib.probes(), plan, trip.halted);
    if (judge.isEmpty()) {
      chronicle.release(trip.claim);
      return;
    }
    Judge.Verdict verdict = judge.get().verdict(chronicle.now()).orElse(Judge.Verdict.INCONCLUSIVE);
    chronicle.verification(plan, judge.get(), verdict);
    switch (verdict) {
      case VERIFIED ->
          chronicle.end(
              plan,
              trip.claim,
              new PlanEvent.Verified(chronicle.now(), judge.get().seen()),
              Outcome.FIXED);
      case INCONCLUSIVE ->
          chronicle.end(
              plan,
              trip.claim,
              failed(
                  "every step ran, but nobody could look whether it helped: " + judge.get().seen()),
              Outcome.UNKNOWN);
      case NOT_VERIFIED -> notVerified(trip, judge.get());
    }
  }

  private void notVerified(Trip trip, Judge judge) throws InterruptedException {
    Rollback rule = trip.plan.draft().rollback();
    String note = judge.seen();
    boolean back = rule == Rollback.ON_UNVERIFIED || (rule == Rollback.ON_WORSE && trip.wasGood);
    if (back && undoable(trip.plan)) {
      beginPutBack(trip, (trip.wasGood ? "worse than before: " : "it did not help: ") + note);
    } else {
      chronicle.end(
          trip.plan,
          trip.claim,
          failed("it did not help: " + note),
          trip.wasGood ? Outcome.WORSE : Outcome.NO_EFFECT);
    }
  }

  private void beginPutBack(Trip trip, String why) throws InterruptedException {
    Optional<Plan> next =
        chronicle.move(trip.plan, new PlanEvent.RollbackBegun(chronicle.now(), why));
    if (next.isPresent()) {
      putBack(trip.with(next.get()));
    }
  }

  private void putBack(Trip trip) throws InterruptedException {
    Plan plan = trip.plan;
    String failure = null;
    for (StepRun run : chronicle.runs(plan).reversed()) {
      Step step = step(plan, run);
      boolean todo =
          run.key().phase() == Phase.EXECUTE
              && step.reversal().possible()
              && chronicle.status(plan, Phase.ROLL_BACK, step.index()) == null;
      if (todo) {
        if (trip.halted.getAsBoolean()) {
          chronicle.release(trip.claim);
          return;
        }
        chronicle.renew(trip.claim, step.timeout());
        switch (steps.run(trip.lib.catalogue(), trip.claim, plan, step, Phase.ROLL_BACK)) {
          case StepOutcome.Done _ -> {}
          case StepOutcome.Failed f -> failure = step.sentence() + ": " + firstLine(f.why());
          case StepOutcome.Unknown u -> {
            lost(trip, "while putting back: " + u.why());
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
        chronicle.runs(trip.plan).stream()
            .anyMatch(r -> r.key().phase() == Phase.ROLL_BACK && r.status() == Status.FAILED);
    if (failure == null && !failedBefore) {
      chronicle.end(
          trip.plan,
          trip.claim,
          new PlanEvent.RolledBack(chronicle.now(), trip.plan.note()),
          Outcome.WORSE);
    } else {
      String what = failure == null ? "see the thread" : failure;
      chronicle.end(
          trip.plan,
          trip.claim,
          failed(trip.plan.note() + "; and putting back failed: " + what),
          Outcome.WORSE);
    }
  }

  private void lost(Trip trip, String why) throws InterruptedException {
    Plan plan = trip.plan;
    Optional<Plan> doubt =
        chronicle.move(plan, new PlanEvent.Lost(chronicle.now(), firstLine(why)));
    chronicle.release(trip.claim);
    if (doubt.isPresent()) {
      chronicle.doubt(doubt.get(), verifying.look(trip.lib.probes(), plan));
    }
  }

  private PlanEvent failed(String note) {
    Instant now = chronicle.now();
    return new PlanEvent.Failed(now, note);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
