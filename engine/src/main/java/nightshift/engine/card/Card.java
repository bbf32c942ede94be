package nightshift.engine.card;

import java.time.Instant;
import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.jspecify.annotations.Nullable;

/**
 * A plan as people see it, for any platform. All text is plain; a platform escapes and cuts for
 * itself.
 *
 * @param plan which
 * @param revision of the plan, carried by the buttons
 * @param digest six characters, carried by the buttons
 * @param state where the plan is
 * @param lead verb, target and risk in one line: what a phone's notification shows first; platforms
 *     add the expiry in their reader's own time
 * @param why at most two lines
 * @param steps what exactly, one per step
 * @param trackRecord one line
 * @param approvers who may decide, in words
 * @param status one line: which brake makes it ask; once something was decided, who, where, how it
 *     ended; may be empty
 * @param risk for the colour
 * @param expiresAt when the approval runs out, or where Cancel is among the buttons when it starts;
 *     null when it does not (yet)
 * @param buttons in order; empty when nothing can be pressed
 * @param mention roles, and names of people, to call; empty for nobody
 * @param silent whether the card may arrive without a sound
 */
public record Card(
    PlanId plan,
    int revision,
    String digest,
    PlanState state,
    String lead,
    List<String> why,
    List<StepLine> steps,
    String trackRecord,
    String approvers,
    String status,
    Risk risk,
    @Nullable Instant expiresAt,
    List<Button> buttons,
    List<String> mention,
    boolean silent) {
  public Card {
    why = List.copyOf(why);
    steps = List.copyOf(steps);
    buttons = List.copyOf(buttons);
    mention = List.copyOf(mention);
  }

  /** The same card for people who sleep: it calls nobody. */
  public Card quietly() {
    return new Card(
        plan,
        revision,
        digest,
        state,
        lead,
        why,
        steps,
        trackRecord,
        approvers,
        status,
        risk,
        expiresAt,
        buttons,
        List.of(),
        true);
  }

  /** The same card with another line for where it stands. */
  public Card standing(String other) {
    return new Card(
        plan,
        revision,
        digest,
        state,
        lead,
        why,
        steps,
        trackRecord,
        approvers,
        other,
        risk,
        expiresAt,
        buttons,
        mention,
        silent);
  }

  /**
   * One step.
   *
   * @param sentence what, on what, how much
   * @param details further lines
   * @param undoable whether it can be undone
   * @param undo what undo does, or why there is none
   */
  public record StepLine(String sentence, List<String> details, boolean undoable, String undo) {}

  /** What can be pressed. */
  public enum Button {
    APPROVE,
    /** Approve, where the rule wants a reason: ask for it. */
    APPROVE_WITH_REASON,
    /** Approve a batch, but one of its plans first, and the others when that one is verified. */
    CANARY,
    REJECT,
    /** Stop what is about to run by itself: a rejection that needs no reason. */
    CANCEL,
    /** Close the breaker of the plan's playbook. */
    CLOSE_BREAKER,
    DETAILS,
    UNDO,
    RETRY,
    /** IN_DOUBT: it is fixed. */
    SETTLE_FIXED,
    /** IN_DOUBT: it is not fixed. */
    SETTLE_FAILED,
    /** RESOLVED: a person looked, and it helped. */
    HELPED,
    /** RESOLVED: a person looked, and it did not. */
    DID_NOT_HELP
  }
}
