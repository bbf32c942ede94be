package nightshift.bot.chat.web;

import java.util.List;
import java.util.Optional;
import nightshift.engine.card.Card;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.ThreadEntry;
import nightshift.engine.work.Cards;

/**
 * A plan as one person sees it, read from the ledger in one piece.
 *
 * @param plan as it is
 * @param card its card
 * @param votes on its current revision
 * @param thread the messages under it
 * @param cameBack whether it looked fixed, and what it fixed fired again
 * @param barred why this person may not approve it; empty when they may, or nothing is to decide
 * @param outsider whether this person may not even stop it
 */
record Shown(
    Plan plan,
    Card card,
    List<Vote> votes,
    List<ThreadEntry> thread,
    boolean cameBack,
    Optional<String> barred,
    boolean outsider) {

  /** Reads it. */
  static Shown read(LedgerView view, Plan plan, Person person) {
    List<Vote> votes = view.votes(plan.id(), plan.draft().revision());
    Optional<String> barred =
        plan.state() == PlanState.AWAITING_APPROVAL
            ? Council.ineligible(plan.draft().approval(), person, plan.draft().initiator())
            : Optional.empty();
    boolean outsider = Council.outsider(plan.draft().approval(), person).isPresent();
    return new Shown(
        plan,
        Cards.of(view, plan),
        votes,
        view.thread(plan.id()),
        cameBack(view, plan.id()),
        barred,
        outsider);
  }

  /** Whether it looked fixed, and what it fixed fired again within its watch. */
  static boolean cameBack(LedgerView view, PlanId plan) {
    return view.outcome(plan).filter(o -> o.outcome() == Outcome.RELAPSED).isPresent();
  }
}
