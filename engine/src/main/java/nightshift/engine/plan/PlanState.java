package nightshift.engine.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

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

  /** The same word as people read it: {@code rolled back}. */
  public String shown() {
    return word().replace('_', ' ');
  }

  /**
   * What a reader means: the state of this word, or else all of the coarse status of this word,
   * such as {@code completed}. Empty when there is neither.
   */
  public static List<PlanState> named(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    List<PlanState> exact = all(s -> s.word().equals(plain));
    return exact.isEmpty() ? ofStatus(plain) : exact;
  }

  /** All of this coarse status; empty when there is none. */
  public static List<PlanState> ofStatus(String status) {
    return all(s -> s.status().equals(status));
  }

  private static List<PlanState> all(Predicate<PlanState> wanted) {
    return Arrays.stream(values()).filter(wanted).toList();
  }
}
