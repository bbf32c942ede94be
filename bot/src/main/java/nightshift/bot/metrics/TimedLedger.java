package nightshift.bot.metrics;

import java.util.function.Function;
import java.util.function.Supplier;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/** A ledger whose writes are timed, and whose refusals are counted. */
final class TimedLedger implements Ledger {

  static final String READ = "read";
  static final String WRITE = "write";
  private static final double NANOS = 1e9;

  private final Ledger ledger;
  private final Meters meters;

  TimedLedger(Ledger ledger, Meters meters) {
    this.ledger = ledger;
    this.meters = meters;
  }

  @Override
  public <T> T read(Function<LedgerView, T> query) {
    return counted(READ, () -> ledger.read(query));
  }

  @Override
  public <T> T write(Function<LedgerTx, T> work) {
    long began = System.nanoTime();
    T result = counted(WRITE, () -> ledger.write(work));
    meters.writes.observe((System.nanoTime() - began) / NANOS);
    return result;
  }

  private <T> T counted(String operation, Supplier<T> transaction) {
    try {
      return transaction.get();
    } catch (LedgerException refused) {
      meters.ledgerFailures.labelValues(operation).inc();
      throw refused;
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
