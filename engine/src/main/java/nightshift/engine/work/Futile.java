package nightshift.engine.work;

import java.time.Instant;
import java.util.Optional;
import nightshift.engine.card.Cancelling;
import nightshift.engine.card.CardWriter;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.work.Approvals.Press;

/** Why a press can change nothing, as its plan stands now. */
final class Futile {

  private static final int LEAST_DIGEST = 6;

  private Futile() {}

  /** The answer to a press that can change nothing; empty when it can. */
  static Optional<Receipt> answer(LedgerTx tx, Plan plan, Press press, Instant now) {
    return decided(plan, press)
        .or(() -> expired(tx, plan, press, now))
        .or(() -> unseen(plan, press))
        .or(() -> incomplete(plan, press));
  }

  /** Cancels what is approved and has not begun. */
  private static boolean cancels(Plan plan, Press press) {
    return press.choice() == Vote.Choice.REJECT && Cancelling.possible(plan);
  }

  private static Optional<Receipt> decided(Plan plan, Press press) {
    if (plan.state() == PlanState.EXPIRED) {
      return Optional.of(new Receipt(Verdict.EXPIRED, expired(plan), plan));
    }
    return plan.state() == PlanState.AWAITING_APPROVAL || cancels(plan, press)
        ? Optional.empty()
        : Optional.of(new Receipt(Verdict.CONFLICT, Sentences.decidedAlready(plan), plan));
  }

  /** Its time is over, and nobody has noted that yet. */
  private static Optional<Receipt> expired(LedgerTx tx, Plan plan, Press press, Instant now) {
    Instant expires = plan.expiresAt();
    boolean silenceIsNo = !plan.draft().approval().countsDown();
    if (!silenceIsNo || cancels(plan, press) || expires == null || now.isBefore(expires)) {
      return Optional.empty();
    }
    PlanEvent late = new PlanEvent.Expired(now, Sentences.nobodyAnswered(plan.draft().approval()));
    Plan gone = tx.apply(plan, late, Sentences.AUTOMATIC).orElse(plan);
    Batch.expired(tx, gone, now);
    return Optional.of(new Receipt(Verdict.EXPIRED, expired(gone), gone));
  }

  private static String expired(Plan plan) {
    return "Plan " + plan.id() + " has expired. Nothing was done; press Try again for a new one.";
  }

  private static Optional<Receipt> unseen(Plan plan, Press press) {
    boolean seen =
        press.revision() == plan.draft().revision()
            && press.digest().length() >= LEAST_DIGEST
            && plan.draft().digest().startsWith(press.digest());
    String why =
        "Plan %s is not the one that you saw (%s now). Nothing was changed; look again."
            .formatted(plan.id(), plan.shortDigest());
    return seen ? Optional.empty() : Optional.of(new Receipt(Verdict.STALE, why, plan));
  }

  private static Optional<Receipt> incomplete(Plan plan, Press press) {
    if (press.choice() == Vote.Choice.CANARY && !CardWriter.canaryPossible(plan.draft())) {
      String why =
          "Plan " + plan.id() + " has no canary: approve or reject it. Nothing was changed.";
      return Optional.of(new Receipt(Verdict.INVALID, why, plan));
    }
    boolean rejects = press.choice() == Vote.Choice.REJECT;
    boolean wanted = rejects ? !cancels(plan, press) : plan.draft().approval().terms().reason();
    if (!wanted || !press.reason().isBlank()) {
      return Optional.empty();
    }
    String what = rejects ? "A rejection" : "An approval of this";
    return Optional.of(
        new Receipt(Verdict.INVALID, what + " needs a reason. Nothing was changed.", plan));
  }
}
