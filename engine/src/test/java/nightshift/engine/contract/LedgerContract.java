package nightshift.engine.contract;

import java.time.InstantSource;
import nightshift.engine.port.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every ledger must do, one sentence of {@link nightshift.engine.port.LedgerView} and {@link
 * nightshift.engine.port.LedgerTx} at a time. A database passes when a subclass of this is green.
 */
public abstract class LedgerContract
    implements TransactionsContract,
        AlertsContract,
        PlansContract,
        VotesContract,
        ClaimsContract,
        StepsContract,
        CardsContract,
        RepliesContract,
        EventsContract,
        RecordsContract {

  private final SettableClock clock = new SettableClock();
  private Ledger ledger;

  /** A new, empty ledger that goes by this clock. */
  protected abstract Ledger open(InstantSource time);

  @BeforeEach
  final void openLedger() {
    ledger = open(clock);
  }

  @AfterEach
  final void closeLedger() {
    ledger.close();
  }

  @Override
  public final Ledger ledger() {
    return ledger;
  }

  @Override
  public final SettableClock clock() {
    return clock;
  }
}
