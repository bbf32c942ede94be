package nightshift.engine.work;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * Ends plans that wait, for people or for their start, when what allowed them is no longer in
 * force: so nobody decides by an old rule, and nothing starts by the word of somebody who has none
 * any more.
 */
final class Tightening {

  private static final int MOST = 1_000;

  private Tightening() {}

  /** Ends them, and says which. */
  static List<Plan> apply(Ledger ledger, Library library, InstantSource clock) {
    List<Plan> ended = new ArrayList<>();
    for (Plan plan :
        ledger.read(
            v -> v.plans(PlanQuery.in(MOST, PlanState.AWAITING_APPROVAL, PlanState.APPROVED)))) {
      ledger
          .read(v -> why(v, plan, library))
          .map(note -> new PlanEvent.Cancelled(clock.instant(), note))
          .flatMap(event -> ledger.write(tx -> tx.apply(plan, event, Sentences.AUTOMATIC)))
          .ifPresent(ended::add);
    }
    return ended;
  }

  /** Ends approved plans that have not started and whose approvers may not approve any more. */
  static List<Plan> revoked(Ledger ledger, Directory directory, InstantSource clock) {
    List<Plan> ended = new ArrayList<>();
    for (Plan plan : ledger.read(v -> v.plans(PlanQuery.in(MOST, PlanState.APPROVED)))) {
      Plan.Decision decision = plan.decision();
      boolean stands =
          decision == null
              || Sentences.automatic(decision)
              || Council.approved(
                  plan.draft().approval(), ledger.read(v -> standing(v, plan, directory)));
      if (!stands) {
        PlanEvent event =
            new PlanEvent.Cancelled(
                clock.instant(), "who approved it may not approve it any more; try again");
        ledger.write(tx -> tx.apply(plan, event, Sentences.AUTOMATIC)).ifPresent(ended::add);
      }
    }
    return ended;
  }

  private static List<Vote> standing(LedgerView view, Plan plan, Directory directory) {
    return view.votes(plan.id(), plan.draft().revision()).stream()
        .flatMap(v -> directory.identify(v.voter()).map(p -> v.with(p.roles())).stream())
        .toList();
  }

  /**
   * The same for what was drawn up by {@code before}, if that was replaced meanwhile: the look at
   * the waiting plans that a reload takes may have come before this one was written down.
   */
  static List<Plan> overtaken(
      Ledger ledger, Library before, Supplier<Library> library, InstantSource clock) {
    Library now = library.get();
    return now == before ? List.of() : apply(ledger, now, clock);
  }

  private static Optional<String> why(LedgerView view, Plan plan, Library library) {
    if (plan.isBatch()) {
      // It has the rule of its plans, which are looked at one by one.
      return Optional.empty();
    }
    Plan.Draft d = plan.draft();
    Optional<Playbook> playbook = library.playbook(d.playbook().name());
    if (playbook.isEmpty()) {
      return Optional.of("its playbook is gone");
    }
    boolean same = rule(view, plan, playbook.get(), library).equals(d.approval().asking());
    return same
        ? Optional.empty()
        : Optional.of("who may approve it changed since it was drawn up; try again");
  }

  /**
   * Who may approve such a plan by the rules in force, without its countdown. An undo is allowed by
   * who could have allowed what it undoes. By the clock of the drafting: the hour that chose a rule
   * may be over, the rule is not.
   */
  private static ApprovalRule rule(LedgerView view, Plan plan, Playbook playbook, Library library) {
    PlanId parent = plan.draft().parent();
    Plan basis = plan.isUndo() && parent != null ? view.plan(parent).orElse(plan) : plan;
    return current(view, basis, playbook, library);
  }

  /** The rule in force for this plan, or for the undo of it. */
  static ApprovalRule current(LedgerView view, Plan plan, Playbook playbook, Library library) {
    Plan.Draft d = plan.draft();
    String alertId = d.alertId();
    Alert alert = alertId == null ? null : view.alert(alertId).orElse(null);
    return Drafts.rule(library.rules(), playbook, alert, d.target(), d.risk(), plan.createdAt())
        .asking();
  }
}
