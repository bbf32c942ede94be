package nightshift.engine.work;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.Ledger;
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
      why(plan, library)
          .map(note -> new PlanEvent.Cancelled(clock.instant(), note))
          .flatMap(event -> ledger.write(tx -> tx.apply(plan, event, Sentences.AUTOMATIC)))
          .ifPresent(ended::add);
    }
    return ended;
  }

  private static Optional<String> why(Plan plan, Library library) {
    Optional<Playbook> playbook = library.playbook(plan.draft().playbook().name());
    if (playbook.isEmpty()) {
      return Optional.of("its playbook is gone");
    }
    ApprovalRule now =
        playbook.get().approval().orElseGet(() -> library.rules().rule(plan.draft().risk()));
    return now.equals(plan.draft().approval())
        ? Optional.empty()
        : Optional.of("who may approve it changed since it was drawn up; try again");
  }
}
