package nightshift.engine.plan;

import java.util.Locale;

/** Where a plan is in its life. {@link PlanMachine} holds the law of how it moves. */
public enum PlanState {
  DRAFTED,
  AWAITING_APPROVAL,
  APPROVED,
  EXECUTING,
  VERIFYING,
  ROLLING_BACK,
  IN_DOUBT,
  RESOLVED,
  FAILED,
  ROLLED_BACK,
  REJECTED,
  EXPIRED,
  CANCELLED,
  SUPERSEDED,
  BLOCKED,
  SHADOWED;

  /** Whether the plan has ended. */
  public boolean terminal() {
    return ordinal() >= RESOLVED.ordinal();
  }

  /** Whether steps of it may have touched the world already. */
  public boolean begun() {
    return switch (this) {
      case EXECUTING, VERIFYING, ROLLING_BACK, IN_DOUBT, RESOLVED, FAILED, ROLLED_BACK -> true;
      default -> false;
    };
  }

  /** One of the original design's six coarse statuses, for its API. */
  public String status() {
    return switch (this) {
      case DRAFTED, AWAITING_APPROVAL -> "pending";
      case APPROVED -> "approved";
      case EXECUTING, VERIFYING, ROLLING_BACK, IN_DOUBT -> "executing";
      case RESOLVED -> "completed";
      case ROLLED_BACK -> "rolled_back";
      case FAILED, REJECTED, EXPIRED, CANCELLED, SUPERSEDED, BLOCKED, SHADOWED -> "failed";
    };
  }

  /** The lower-case word that API and configuration use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
