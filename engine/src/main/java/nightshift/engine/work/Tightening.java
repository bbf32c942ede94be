package nightshift.engine.work;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
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

  private static Optional<String> why(LedgerView view, Plan plan, Library library) {
    Plan.Draft d = plan.draft();
    Optional<Playbook> playbook = library.playbook(d.playbook().name());
    if (playbook.isEmpty()) {
      return Optional.of("its playbook is gone");
    }
    // An undo is allowed by who could have allowed what it undoes. By the clock of the drafting:
    // the
    // hour that chose a rule may be over, the rule is not.
    Plan basis = plan.isUndo() && d.parent() != null ? view.plan(d.parent()).orElse(plan) : plan;
    String alertId = basis.draft().alertId();
    Alert alert = alertId == null ? null : view.alert(alertId).orElse(null);
    ApprovalRule now =
        Drafts.rule(
            library.rules(),
            playbook.get(),
            alert,
            d.target(),
            basis.draft().risk(),
            basis.createdAt());
    boolean same = now.asking().equals(d.approval().asking());
    return same
        ? Optional.empty()
        : Optional.of("who may approve it changed since it was drawn up; try again");
  }
}
