package nightshift.engine.contract;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.ActionResult;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.plan.StepRun;
import nightshift.engine.port.LedgerFacts;
import org.jspecify.annotations.Nullable;

/** The writes of a {@link MemoryLedger} about claims and steps. */
abstract class MemoryWork extends MemoryPost {

  MemoryWork(MemoryState s, InstantSource clock) {
    super(s, clock);
  }

  final void event(
      Instant at, @Nullable PlanId plan, String type, String actor, Map<String, ?> facts) {
    MemoryEvents.append(s.events, at, plan, type, actor, facts);
  }

  @Override
  public Optional<Claim> claim(PlanId id, String owner, Instant now, Instant until) {
    Plan plan = s.plan(id).plan();
    if (plan.state() != PlanState.APPROVED) {
      return Optional.empty();
    }
    apply(plan, new PlanEvent.Claimed(now, owner), owner);
    return hold(new Claim(id, owner, 1, until));
  }

  private Optional<Claim> hold(Claim claim) {
    s.claims.put(claim.plan(), claim);
    return Optional.of(claim);
  }

  private boolean holds(Claim claim) {
    Claim now = s.claims.get(claim.plan());
    return now != null
        && now.owner().equals(claim.owner())
        && now.epoch() == claim.epoch()
        && !now.until().equals(Instant.EPOCH);
  }

  @Override
  public boolean renew(Claim claim, Instant until) {
    return holds(claim)
        && hold(new Claim(claim.plan(), claim.owner(), claim.epoch(), until)).isPresent();
  }

  @Override
  public Optional<Claim> takeOver(
      PlanId plan, String owner, Instant now, Instant until, boolean ownerIsDead) {
    Claim former = s.claims.get(plan);
    if (former == null || (former.until().isAfter(now) && !ownerIsDead)) {
      return Optional.empty();
    }
    Claim next = new Claim(plan, owner, former.epoch() + 1, until);
    event(now, plan, "claim-taken-over", owner, LedgerFacts.takenOver(next, former.owner()));
    return hold(next);
  }

  @Override
  public void release(Claim claim) {
    if (holds(claim)) {
      hold(new Claim(claim.plan(), claim.owner(), claim.epoch(), Instant.EPOCH));
    }
  }

  @Override
  public StepPermit beginStep(Claim claim, StepKey step, String captured, Instant at) {
    Plan plan = s.plan(step.plan()).plan();
    PlanState needed =
        step.phase() == StepKey.Phase.EXECUTE ? PlanState.EXECUTING : PlanState.ROLLING_BACK;
    if (!claim.plan().equals(step.plan()) || !holds(claim) || plan.state() != needed) {
      return StepPermit.CLAIM_LOST;
    }
    if (s.steps.containsKey(step)) {
      return StepPermit.ALREADY_STARTED;
    }
    s.steps.put(step, new StepRun(step, at, null, StepRun.Status.RUNNING, null, captured));
    var facts = LedgerFacts.started(claim, step, LedgerFacts.stepOf(plan, step), captured);
    event(at, step.plan(), "step-started", claim.owner(), facts);
    return StepPermit.GRANTED;
  }

  @Override
  public void endStep(
      Claim claim, StepKey step, StepRun.Status status, ActionResult result, Instant at) {
    StepRun run = s.steps.get(step);
    if (run == null) {
      throw new IllegalArgumentException("step " + step.reference() + " was never started");
    }
    if (run.status() == StepRun.Status.DONE || run.status() == StepRun.Status.FAILED) {
      return;
    }
    s.steps.put(step, new StepRun(step, run.startedAt(), at, status, result, run.captured()));
    event(at, step.plan(), "step-ended", claim.owner(), LedgerFacts.ended(step, status, result));
  }
}
