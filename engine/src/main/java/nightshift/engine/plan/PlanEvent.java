package nightshift.engine.plan;

import java.time.Instant;

/**
 * Everything that can move a plan. One sealed family, so that {@link PlanMachine} is the whole law.
 */
public sealed interface PlanEvent {

  /** When it happened. */
  Instant at();

  /** One line for people; becomes the plan's note. */
  default String note() {
    return "";
  }

  /** The kebab-case word for it in the event log: {@code rollback-begun}. */
  default String type() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** The drafted plan was refused by the safety check, or is no longer safe or no longer true. */
  record Blocked(Instant at, String note) implements PlanEvent {}

  /** The playbook only watches: the plan is recorded and not run. */
  record Shadowed(Instant at, String note) implements PlanEvent {}

  /** The plan needs a person. */
  record Asked(Instant at, String note) implements PlanEvent {}

  /** Enough people, or the policy for automatic plans, allowed it. */
  record Approved(Instant at, Plan.Decision decision) implements PlanEvent {}

  /** Somebody who may said no. */
  record Rejected(Instant at, Plan.Decision decision) implements PlanEvent {
    @Override
    public String note() {
      return decision.reason();
    }
  }

  /** Nobody answered in time. */
  record Expired(Instant at, String note) implements PlanEvent {}

  /** The reason for the plan went away, or the world drifted from what was approved. */
  record Cancelled(Instant at, String note) implements PlanEvent {}

  /** A newer plan took its place. */
  record Superseded(Instant at, PlanId by) implements PlanEvent {
    @Override
    public String note() {
      return "replaced by plan " + by;
    }
  }

  /** One process took the right to execute: the only way into EXECUTING. */
  record Claimed(Instant at, String owner) implements PlanEvent {}

  /** Every step ended; now see whether it helped. */
  record StepsDone(Instant at, String note) implements PlanEvent {}

  /** Measured: it helped. */
  record Verified(Instant at, String note) implements PlanEvent {}

  /** It did not help, or a step failed, and nothing is to be put back. */
  record Failed(Instant at, String note) implements PlanEvent {}

  /** Finished steps are being put back. */
  record RollbackBegun(Instant at, String note) implements PlanEvent {}

  /** All that could be put back was. */
  record RolledBack(Instant at, String note) implements PlanEvent {}

  /** It is not known whether a step finished. Nothing is repeated; people are told. */
  record Lost(Instant at, String note) implements PlanEvent {}

  /** A person looked and says how it ended. */
  record Settled(Instant at, boolean fixed, Plan.Decision decision) implements PlanEvent {
    @Override
    public String note() {
      return "settled as " + (fixed ? "fixed" : "not fixed") + " by " + decision.by();
    }
  }
}
