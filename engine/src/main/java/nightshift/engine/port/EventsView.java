package nightshift.engine.port;

import java.util.List;
import nightshift.engine.plan.PlanId;

/** What can be asked of the ledger about its event log. */
public interface EventsView {

  /** The events of one plan, oldest first. */
  List<LedgerView.LedgerEvent> events(PlanId plan);

  /** Events after this sequence number, oldest first. */
  List<LedgerView.LedgerEvent> eventsAfter(long seq, int limit);

  /** Recomputes every hash of the event log. */
  LedgerView.ChainReport verifyChain();
}
