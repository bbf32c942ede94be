package nightshift.engine.card;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card.Button;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Opinion;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Step;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Held;
import nightshift.engine.policy.Vote;
import org.jspecify.annotations.Nullable;

/** Writes a plan's card. Pure: the same plan and votes give the same card. */
public final class CardWriter {

  private CardWriter() {}

  /**
   * Writes the card.
   *
   * @param votes on the plan's current revision
   * @param undo the plan that puts this one back, under way or done; null when there is none
   * @param lesson what came of it; null while that is not known
   */
  public static Card write(
      Plan plan, List<Vote> votes, @Nullable Plan undo, @Nullable Lesson lesson) {
    Plan.Draft d = plan.draft();
    return new Card(
        plan.id(),
        d.revision(),
        plan.shortDigest(),
        plan.state(),
        (relapsed(lesson) ? "Came back: " : "") + d.headline() + " · " + d.risk().word() + " risk",
        why(d),
        d.steps().stream().map(CardWriter::line).toList(),
        d.trackRecord(),
        d.approval().shown(),
        status(plan, votes, undo, lesson),
        d.risk(),
        clock(plan),
        buttons(plan, undo != null, lesson),
        mention(plan),
        silent(plan));
  }

  private static String status(
      Plan plan, List<Vote> votes, @Nullable Plan undo, @Nullable Lesson lesson) {
    boolean canary =
        plan.isBatch()
            && plan.state() == PlanState.APPROVED
            && !people(votes, Vote.Choice.CANARY).isEmpty();
    return canary
        ? StatusLine.canaryGoes(plan)
        : StatusLine.of(plan, tally(plan, votes), undo, lesson);
  }

  private static boolean relapsed(@Nullable Lesson lesson) {
    return lesson != null && lesson.outcome() == Outcome.RELAPSED;
  }

  private static List<String> why(Plan.Draft d) {
    List<String> lines = new ArrayList<>();
    lines.add(d.title());
    if (!d.diagnosis().summary().isBlank()) {
      lines.add(d.diagnosis().summary());
    }
    return lines;
  }

  private static Card.StepLine line(Step s) {
    return new Card.StepLine(
        s.sentence(), s.details(), s.reversal().possible(), Sentences.reversal(s.reversal()));
  }

  private static String tally(Plan plan, List<Vote> votes) {
    if (votes.isEmpty()) {
      return "";
    }
    List<String> against = people(votes, Vote.Choice.REJECT);
    List<String> names =
        votes.stream()
            .filter(v -> v.choice().yes())
            .map(Vote::person)
            .distinct()
            .filter(n -> !against.contains(n))
            .toList();
    return Sentences.tally(names, against, Council.missing(plan.draft().approval(), votes));
  }

  private static List<String> people(List<Vote> votes, Vote.Choice choice) {
    return votes.stream().filter(v -> v.choice() == choice).map(Vote::person).distinct().toList();
  }

  private static @Nullable Instant clock(Plan plan) {
    return plan.state() == PlanState.AWAITING_APPROVAL
        ? plan.expiresAt()
        : Cancelling.graceUntil(plan).orElse(null);
  }

  /** Whether one of several plans can go first; where a reason is wanted, one touch is too few. */
  public static boolean canaryPossible(Plan.Draft d) {
    return d.releases()
        && !d.approval().terms().reason()
        && d.steps().getFirst().manifest().count() > 1;
  }

  private static void deciding(Plan plan, List<Button> out) {
    Plan.Draft d = plan.draft();
    out.add(d.approval().terms().reason() ? Button.APPROVE_WITH_REASON : Button.APPROVE);
    if (canaryPossible(d)) {
      out.add(Button.CANARY);
    }
    out.add(d.approval().countsDown() ? Button.CANCEL : Button.REJECT);
    if (Held.by(Brake.BREAKER, d.asksBecause())) {
      out.add(Button.CLOSE_BREAKER);
    }
  }

  private static List<Button> buttons(Plan plan, boolean undone, @Nullable Lesson lesson) {
    List<Button> out = new ArrayList<>();
    switch (plan.state()) {
      case AWAITING_APPROVAL -> deciding(plan, out);
      case APPROVED -> {
        if (Cancelling.possible(plan)) {
          out.add(Button.CANCEL);
        }
      }
      case IN_DOUBT -> {
        out.add(Button.SETTLE_FIXED);
        out.add(Button.SETTLE_FAILED);
      }
      case RESOLVED, FAILED -> {
        if (plan.undoable() && !undone && plan.claimedAt() != null) {
          out.add(Button.UNDO);
        }
        if (plan.state() == PlanState.FAILED) {
          retry(plan, out);
        } else if (Opinion.asked(plan, undone, lesson)) {
          out.add(Button.HELPED);
          out.add(Button.DID_NOT_HELP);
        }
      }
      case ROLLED_BACK, EXPIRED, REJECTED, CANCELLED, BLOCKED -> retry(plan, out);
      default -> {}
    }
    out.add(Button.DETAILS);
    return out;
  }

  private static void retry(Plan plan, List<Button> out) {
    if (plan.draft().alertId() != null) {
      out.add(Button.RETRY);
    }
  }

  private static List<String> mention(Plan plan) {
    return switch (plan.state()) {
      case AWAITING_APPROVAL, FAILED, IN_DOUBT -> plan.draft().approval().called();
      default -> List.of();
    };
  }

  private static boolean silent(Plan plan) {
    return switch (plan.state()) {
      case AWAITING_APPROVAL, FAILED, IN_DOUBT -> false;
      default -> !plan.draft().asks() || plan.draft().risk() == Risk.LOW;
    };
  }
}
