package nightshift.engine.card;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Reversal;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.Verify;
import org.jspecify.annotations.Nullable;

/** Every sentence about plans that people read, in one place. Plain text; no platform's markup. */
public final class Sentences {

  private Sentences() {}

  /** The card's status line before anything is known of what came of it. */
  public static String status(Plan plan, String tally, @Nullable Plan undo) {
    return StatusLine.of(plan, tally, undo, null);
  }

  /** An approved plan that has not started, and what it waits for. */
  public static String heldBack(Plan plan, String why) {
    return StatusLine.heldBack(plan, why);
  }

  static String join(String lead, String note) {
    if (note.isBlank()) {
      return lead + ".";
    }
    String said = Text.line(note, 500);
    String end = said.endsWith(".") || said.endsWith("!") || said.endsWith("?") ? "" : ".";
    return lead + ": " + said + end;
  }

  /** Somebody stopped what was about to run. */
  public static String cancelled(Plan.Decision by) {
    return "by "
        + by.by()
        + " ("
        + by.where()
        + ")"
        + (by.reason().isBlank() ? "" : ": " + by.reason());
  }

  /** The name under which automatic decisions are written down. */
  public static final String AUTOMATIC = "nightshift";

  /** Whether nobody was asked. */
  public static boolean automatic(Plan.Decision decision) {
    return decision.by().equals(AUTOMATIC);
  }

  /** Who decided and where: {@code alice (web)}. */
  public static String who(Plan plan) {
    Plan.Decision d = plan.decision();
    return d == null ? "nobody" : d.by() + " (" + d.where() + ")";
  }

  /** {@code 1 approval so far (alice); 1 more of owner needed}. */
  public static String tally(List<String> names, List<String> against, String missing) {
    String no = against.isEmpty() ? "" : " Against: " + String.join(", ", against) + ".";
    return (names.isEmpty() ? "" : approvals(names, missing)) + no;
  }

  private static String approvals(List<String> names, String missing) {
    String so = names.size() == 1 ? "1 approval so far (" : names.size() + " approvals so far (";
    return so
        + String.join(", ", names)
        + ")"
        + (missing.isEmpty() ? "" : "; needs " + missing)
        + ".";
  }

  /** The undo line of a step. */
  public static String reversal(Reversal r) {
    return (r.possible() ? "Can be undone: " : "Cannot be undone: ") + r.how();
  }

  /** A plan's headline from its steps. */
  public static String headline(List<Step> steps) {
    if (steps.isEmpty()) {
      return "Nothing to do";
    }
    String first = steps.getFirst().sentence();
    String head = first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1);
    return steps.size() == 1 ? head : head + ", and " + (steps.size() - 1) + " more";
  }

  /** Title of the progress reply: {@code Step 2 of 3}. */
  public static String progress(int done, int all) {
    if (done < all) {
      return "Step " + (done + 1) + " of " + all;
    }
    return all == 1 ? "The step ended" : "All " + all + " steps ended";
  }

  /** What is measured, before it is measured. */
  public static String measuring(Verify v) {
    return "Checking "
        + v.shown()
        + ", steady for "
        + Durations.shown(v.settle())
        + ", within "
        + Durations.shown(v.within());
  }

  /** An alert that ended by itself while its plan waited. */
  public static String clearedByItself(Instant began, Instant ended) {
    Duration d = Duration.between(began, ended);
    return "cleared by itself after " + Durations.shown(d.isNegative() ? Duration.ZERO : d);
  }

  /** The plan ran out of time before anybody answered. */
  public static String nobodyAnswered(ApprovalRule rule) {
    return "nobody answered within "
        + Durations.shown(rule.expires())
        + "; "
        + rule.shown()
        + " could have";
  }

  /**
   * The first line of a call about a plan that waits: what, risk, how long still. It fits what a
   * phone shows at once.
   */
  public static String waiting(Plan plan, Instant now) {
    Instant expires = plan.expiresAt();
    Duration left = expires == null ? Duration.ZERO : Duration.between(now, expires);
    Duration shown = left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.SECONDS);
    return "Waits: %s · %s risk · %s left"
        .formatted(
            Text.line(plan.draft().headline(), 60),
            plan.draft().risk().word(),
            Durations.shown(shown.toMinutes() > 0 ? shown.truncatedTo(ChronoUnit.MINUTES) : shown));
  }

  /** Under a call: why it comes now. */
  public static String quietIsOver() {
    return "It came in quiet hours, which are over.";
  }

  /** Under a call: who got a direct message. */
  public static String calledDirectly(List<String> roles) {
    return "Sent as a direct message to " + String.join(", ", roles) + ".";
  }

  /** Under a call: nobody has answered so far. */
  public static String stillNobody(ApprovalRule rule) {
    return "Nobody has answered yet; " + rule.shown() + " may decide.";
  }

  /** Under a call: the next people are asked. */
  public static String calledNext(ApprovalRule.Escalation to) {
    return "Nobody has answered within "
        + Durations.shown(to.after())
        + "; calling "
        + to.to()
        + ".";
  }

  /** For people who come too late: who decided, where, when, and how it stands. */
  public static String decidedAlready(Plan plan) {
    String stands = plan.state().word().replace('_', ' ');
    Plan.Decision d = plan.decision();
    return d == null
        ? "Plan " + plan.id() + " is already " + stands + "."
        : "Plan %s was decided by %s at %s; it is %s now."
            .formatted(plan.id(), who(plan), d.at().truncatedTo(ChronoUnit.SECONDS), stands);
  }
}
