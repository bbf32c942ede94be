package nightshift.engine.work;

import java.time.Instant;
import java.util.List;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.Plan;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerView;

/**
 * Whether an APPROVED plan really was allowed: by votes on this very digest that satisfy its rule,
 * or by its playbook as it stands now while automatic work is on, and with the approval in the
 * event log. Pure over one view.
 */
final class Warrant {

  private Warrant() {}

  /** Every reason why nobody allowed this plan; empty when somebody did. */
  static List<String> refusals(LedgerView view, Plan plan, Library library) {
    Plan.Decision decision = plan.decision();
    boolean logged = view.events(plan.id()).stream().anyMatch(e -> e.type().equals("approved"));
    if (decision == null || !logged) {
      return List.of("approval: the event log has no approval of this plan");
    }
    if (!Sentences.automatic(decision)) {
      return voted(view, plan)
          ? List.of()
          : List.of("approval: its votes do not satisfy " + plan.draft().approval().shown());
    }
    if (plan.draft().asks()) {
      return List.of("approval: it asks, and nobody answered");
    }
    if (plan.draft().approval().countsDown() && !countedDown(plan, decision)) {
      return List.of("approval: it was announced, and its countdown was not over");
    }
    String off = library.rules().automaticOff();
    return off.isEmpty()
        ? Ladder.withdrawn(view, library, plan).map(why -> "approval: " + why).stream().toList()
        : List.of("automatic work is off: " + off);
  }

  private static boolean countedDown(Plan plan, Plan.Decision decision) {
    Instant deadline = plan.expiresAt();
    return deadline != null && !decision.at().isBefore(deadline);
  }

  private static boolean voted(LedgerView view, Plan plan) {
    List<Vote> votes =
        view.votes(plan.id(), plan.draft().revision()).stream()
            .filter(v -> v.digest().equals(plan.draft().digest()))
            .toList();
    return Council.approved(plan.draft().approval(), votes);
  }
}
