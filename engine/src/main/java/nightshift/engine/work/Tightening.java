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
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * Ends waiting plans whose approval rule is no longer the one in force, so that nobody decides by
 * an old one.
 */
final class Tightening {

  private static final int MOST = 1_000;

  private Tightening() {}

  /** Ends them, and says which. */
  static List<Plan> apply(Ledger ledger, Library library, InstantSource clock) {
    List<Plan> ended = new ArrayList<>();
    for (Plan plan : ledger.read(v -> v.plans(PlanQuery.in(MOST, PlanState.AWAITING_APPROVAL)))) {
      ledger
          .read(v -> why(v, plan, library))
          .map(note -> new PlanEvent.Cancelled(clock.instant(), note))
          .flatMap(event -> ledger.write(tx -> tx.apply(plan, event, Sentences.AUTOMATIC)))
          .ifPresent(ended::add);
    }
    return ended;
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
  private static ApprovalRule rule(
      LedgerView view, Plan plan, Playbook playbook, Library library) {
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
