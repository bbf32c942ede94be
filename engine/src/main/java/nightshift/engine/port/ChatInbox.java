package nightshift.engine.port;

import java.time.Instant;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import org.jspecify.annotations.Nullable;

/**
 * Where presses and requests of people arrive, whatever the platform. Thread-safe; answers at once.
 */
public interface ChatInbox {

  /**
   * A press of Approve or Reject.
   *
   * @param revision and {@code digest} (at least six characters) are what the presser saw
   * @param interaction the platform's id of this press, unique per platform
   * @param reason for a rejection, and for an approval where the rule wants one; must not be blank
   *     then. Cancel is a rejection of an announced plan, and needs none
   */
  Receipt decide(
      PlanId plan,
      int revision,
      String digest,
      Vote.Choice choice,
      Voter voter,
      String interaction,
      String reason);

  /** A press of Undo: draws up a new plan that puts back what this one did, and asks for it. */
  Receipt undo(PlanId plan, Voter voter, String interaction);

  /** A press of Try again: draws up a new plan for the same alert. */
  Receipt retry(PlanId plan, Voter voter, String interaction);

  /** A person says how a plan IN_DOUBT ended. */
  Receipt settle(PlanId plan, boolean fixed, Voter voter, String interaction, String reason);

  /**
   * A person looked after a fix, and says whether it helped. The last word counts.
   *
   * @param interaction the platform's id of this press
   */
  Receipt feedback(PlanId plan, boolean helped, Voter voter, String interaction);

  /** Stops execution. Running steps finish. */
  Receipt pause(Voter voter, String reason, @Nullable Instant until);

  /** Lifts the pause. */
  Receipt resume(Voter voter);

  /**
   * Closes the breaker of a playbook: its failures so far no longer make it ask. For the role
   * admin.
   *
   * @param playbook its name
   */
  Receipt closeBreaker(String playbook, Voter voter, String reason);

  /**
   * What came of it, for the presser alone to read.
   *
   * @param verdict for programs
   * @param message for people
   * @param plan as it is now, or the new plan of an undo or retry; null when there is none
   */
  record Receipt(Verdict verdict, String message, @Nullable Plan plan) {}

  /** What came of a press. */
  enum Verdict {
    /** Done. */
    ACCEPTED,
    /** Counted; more approvals are needed. */
    COUNTED,
    /** This press, or this person, is counted already. */
    DUPLICATE,
    /** Decided before, or no longer in a state where this can be done. */
    CONFLICT,
    /** Too late. */
    EXPIRED,
    /** The presser saw another revision or digest. */
    STALE,
    /** The presser may not. */
    NOT_ALLOWED,
    /** There is no such plan. */
    NOT_FOUND,
    /** Something is missing, such as the reason. */
    INVALID,
    /** The safety check refused. */
    REFUSED
  }
}
