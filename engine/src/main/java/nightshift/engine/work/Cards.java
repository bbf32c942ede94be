package nightshift.engine.work;

import java.util.Optional;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardWriter;
import nightshift.engine.card.Sentences;
import nightshift.engine.learn.Observation;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView;

/** A plan's card, with what the ledger knows around it. */
public final class Cards {

  private Cards() {}

  /** The card of this plan as it stands in this view. */
  public static Card of(LedgerView view, Plan plan) {
    Card card =
        CardWriter.write(
            plan,
            view.votes(plan.id(), plan.draft().revision()),
            undo(view, plan).orElse(null),
            view.outcome(plan.id()).map(Observation::lesson).orElse(null));
    return heldBack(view, plan).map(card::standing).orElse(card);
  }

  /** Where an approved plan stands that something holds back; empty for any other. */
  public static Optional<String> heldBack(LedgerView view, Plan plan) {
    return Holding.told(view, plan).map(why -> Sentences.heldBack(plan, why));
  }

  /**
   * Whether this plan has no card of its own: it is on its batch's card, and nothing about it needs
   * a person besides.
   */
  public static boolean covered(Plan plan) {
    return Batch.covered(plan);
  }

  /** The plan that puts this one back, under way or done. */
  static Optional<Plan> undo(LedgerView view, Plan plan) {
    return view.children(plan.id()).stream()
        .filter(Plan::isUndo)
        .filter(c -> !c.state().terminal() || c.state() == PlanState.RESOLVED)
        .findFirst();
  }
}
