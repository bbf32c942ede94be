package nightshift.storage;

import java.time.Instant;
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
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;

/** The writes around execution: moves, claims, steps. Each meaningful one is also an event. */
abstract class SqlWork extends SqlView implements LedgerTx {

  SqlWork(Tables tables) {
    super(tables);
  }

  /** What is being written. */
  final String doing() {
    return tables.session().doing();
  }

  /** Notes what is being written, for the message in case that it cannot be. */
  final void doing(String what) {
    tables.session().doing(what);
  }

  final void event(
      Instant at, @Nullable PlanId plan, String type, String actor, Map<String, ?> facts) {
    tables.events().append(at, plan, type, actor, facts);
  }

  /** Makes a plan newer, and its cards stale, without moving it. */
  final void touch(PlanId plan) {
    tables.plans().touch(plan);
    tables.cards().stale(plan);
  }

  @Override
  public Optional<Plan> apply(Plan plan, PlanEvent event, String actor) {
    doing("noting that plan " + plan.id() + " is " + event.type());
    Plan after = plan.after(event);
    Optional<Plan> moved = tables.plans().move(plan.version(), after);
    if (moved.isEmpty()) {
      return moved;
    }
    tables.cards().stale(plan.id());
    PlanId parent = plan.draft().parent();
    if (parent != null && after.state().terminal()) {
      touch(parent);
    }
    event(event.at(), plan.id(), event.type(), actor, LedgerFacts.moved(plan, after, event));
    return moved;
  }

  @Override
  public Optional<Claim> claim(PlanId id, String owner, Instant now, Instant until) {
    doing("claiming plan " + id);
    Plan plan = tables.plans().existing(id);
    if (plan.state() != PlanState.APPROVED
        || apply(plan, new PlanEvent.Claimed(now, owner), owner).isEmpty()) {
      return Optional.empty();
    }
    Claim claim = new Claim(id, owner, 1, until);
    tables.claims().insert(claim);
    return Optional.of(claim);
  }

  @Override
  public boolean renew(Claim claim, Instant until) {
    doing("prolonging the claim on plan " + claim.plan());
    return tables.claims().extend(claim, until);
  }

  @Override
  public Optional<Claim> takeOver(
      PlanId plan, String owner, Instant now, Instant until, boolean ownerIsDead) {
    doing("taking over plan " + plan);
    Claim former = tables.claims().claim(plan).orElse(null);
    if (former == null || (former.until().isAfter(now) && !ownerIsDead)) {
      return Optional.empty();
    }
    Claim next = new Claim(plan, owner, former.epoch() + 1, until);
    tables.claims().replace(next);
    event(now, plan, "claim-taken-over", owner, LedgerFacts.takenOver(next, former.owner()));
    return Optional.of(next);
  }

  @Override
  public void release(Claim claim) {
    doing("giving back the claim on plan " + claim.plan());
    tables.claims().extend(claim, Instant.EPOCH);
  }

  @Override
  public StepPermit beginStep(Claim claim, StepKey step, String captured, Instant at) {
    doing("asking to start step " + step.reference());
    Plan plan = tables.plans().existing(step.plan());
    PlanState needed =
        step.phase() == StepKey.Phase.EXECUTE ? PlanState.EXECUTING : PlanState.ROLLING_BACK;
    if (!claim.plan().equals(step.plan())
        || plan.state() != needed
        || !tables.claims().holds(claim)) {
      return StepPermit.CLAIM_LOST;
    }
    if (!tables.steps().begin(step, captured, at)) {
      return StepPermit.ALREADY_STARTED;
    }
    var facts = LedgerFacts.started(claim, step, LedgerFacts.stepOf(plan, step), captured);
    event(at, step.plan(), "step-started", claim.owner(), facts);
    return StepPermit.GRANTED;
  }

  @Override
  public void endStep(
      Claim claim, StepKey step, StepRun.Status status, ActionResult result, Instant at) {
    doing("noting how step " + step.reference() + " ended");
    if (tables.steps().end(step, status, result, at)) {
      event(at, step.plan(), "step-ended", claim.owner(), LedgerFacts.ended(step, status, result));
    } else if (!tables.steps().started(step)) {
      throw new IllegalArgumentException("step " + step.reference() + " was never started");
    }
  }
}
