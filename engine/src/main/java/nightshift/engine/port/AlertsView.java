package nightshift.engine.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;

/** What can be asked of the ledger about alerts. */
public interface AlertsView {

  /** How often this problem was admitted as firing at or after {@code since}. */
  long firings(String source, String fingerprint, Instant since);

  /** The alert of this id. */
  Optional<Alert> alert(String id);

  /**
   * Alerts admitted, still firing, not yet planned or dismissed, and not deferred beyond the time
   * that the ledger's clock shows; oldest first.
   */
  List<Alert> unplanned(int limit);

  /** Whether this alert's firing is still open (no resolved has come). */
  boolean firing(String alertId);

  /**
   * Alerts still firing that were dismissed with one of these outcomes ({@link LedgerTx#planned}),
   * the newest dismissal first.
   */
  List<LedgerView.Unanswered> unanswered(Collection<String> outcomes, int limit);

  /** What is known of this firing from beginning to end. */
  Optional<LedgerView.AlertLife> life(String alertId);
}
