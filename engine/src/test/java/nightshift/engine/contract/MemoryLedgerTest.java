package nightshift.engine.contract;

import java.time.InstantSource;
import nightshift.engine.port.Ledger;

/** The ledger in memory keeps the contract. */
final class MemoryLedgerTest extends LedgerContract {

  @Override
  protected Ledger open(InstantSource time) {
    return new MemoryLedger(time);
  }
}
