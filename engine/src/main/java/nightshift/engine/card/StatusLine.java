package nightshift.engine.card;

import java.util.ArrayList;
import java.util.List;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;
import nightshift.engine.learn.Lesson;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Held;
import org.jspecify.annotations.Nullable;

/** The line on a card that says how its plan stands. */
final class StatusLine {

  private StatusLine() {}

  /**
   * The line.
   *
   * @param undo the plan that puts this one back, null when there is none
   * @param lesson what came of it, null while that is not known
   */
  static String of(Plan plan, String tally, @Nullable Plan undo, @Nullable Lesson lesson) {
    if (undo != null && undo.state() == PlanState.RESOLVED) {
      return "Put back by plan " + undo.id() + ". " + allowed(undo);
    }
    String waits = undo == null ? "" : " Its undo waits as plan " + undo.id() + ".";
    String learned = lesson == null ? "" : LessonWords.status(plan, lesson);
    return (learned.isEmpty() ? of(plan, tally) : learned + " " + allowed(plan)) + waits;
  }

  private static String of(Plan plan, String tally) {
    return switch (plan.state()) {
      case DRAFTED -> "Being drawn up.";
      case AWAITING_APPROVAL -> waiting(plan, tally);
      case APPROVED ->
          allowed(plan)
              + (Cancelling.graceUntil(plan).isPresent()
                  ? " It starts in "
                      + Durations.shown(plan.draft().approval().terms().grace())
                      + " unless somebody cancels."
                  : " Starting.");
      case EXECUTING -> allowed(plan) + " Running.";
      case VERIFYING -> allowed(plan) + " Done; now checking that it helped.";
      case ROLLING_BACK -> Sentences.join("Putting back what was done", plan.note());
      case IN_DOUBT ->
          Sentences.join("Not known how this ended", plan.note())
              + " Nothing is repeated. Look, then say how it ended.";
      case RESOLVED -> Sentences.join(good(plan), plan.note()) + " " + allowed(plan);
      case FAILED -> Sentences.join("Failed", plan.note()) + " " + allowed(plan);
      case ROLLED_BACK -> Sentences.join("Put back", plan.note()) + " " + allowed(plan);
      case REJECTED ->
          Sentences.join("Rejected by " + Sentences.who(plan), plan.note()) + " Nothing was done.";
      case EXPIRED -> Sentences.join("Expired", plan.note()) + nothing(plan);
      case CANCELLED -> Sentences.join("Cancelled", plan.note()) + nothing(plan);
      case SUPERSEDED -> Sentences.join("Superseded", plan.note()) + " Nothing was done.";
      case BLOCKED ->
          Sentences.join("Refused by the safety check", plan.note()) + " Nothing was done.";
      case SHADOWED -> Sentences.join("Only watching", plan.note()) + " Nothing was done.";
    };
  }

  /** An approved plan that has not started, and what it waits for. */
  static String heldBack(Plan plan, String why) {
    return allowed(plan) + " " + Sentences.join("Not started yet", why);
  }

  private static String good(Plan plan) {
    if (plan.isBatch()) {
      return "Let go";
    }
    return plan.isUndo() ? "Undone" : "Fixed";
  }

  /** A batch may end when its canary has run. */
  private static String nothing(Plan plan) {
    return plan.isBatch() && plan.decision() != null ? "" : " Nothing was done.";
  }

  /** Where a batch stands while its canary is under way. */
  static String canaryGoes(Plan plan) {
    return allowed(plan) + " The canary goes first; the others follow when it is verified.";
  }

  private static String allowed(Plan plan) {
    Plan.Decision d = plan.decision();
    if (d == null) {
      return "";
    }
    if (Sentences.automatic(d)) {
      return plan.draft().approval().countsDown()
          ? "Allowed by the playbook: " + d.reason() + "."
          : "Allowed by the playbook.";
    }
    return "Approved by " + Sentences.who(plan) + alone(plan) + ".";
  }

  private static String alone(Plan plan) {
    return plan.draft().approval().terms().solo() ? ", alone: solo mode" : "";
  }

  /** Why it is asked for, or that silence lets it run, and who answered so far. */
  private static String waiting(Plan plan, String tally) {
    Plan.Draft d = plan.draft();
    List<String> out = new ArrayList<>();
    if (d.approval().countsDown()) {
      out.add(
          "Runs by itself unless somebody cancels within "
              + Durations.shown(d.approval().terms().countdown())
              + ".");
    } else if (Held.any(d.asksBecause())) {
      out.add("It asks because of a brake. " + Text.line(d.asksBecause(), 300) + ".");
    }
    if (!tally.isEmpty()) {
      out.add(tally);
    }
    return String.join(" ", out);
  }
}
