package nightshift.engine.contract;

import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/**
 * A ledger in memory, under the same {@link LedgerContract} as the real one. A transaction works on
 * a copy, so that one that throws leaves nothing behind.
 */
public final class MemoryLedger implements Ledger {

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private MemoryState state = new MemoryState();

  /** A ledger that goes by the system's clock. */
  public MemoryLedger() {
    this(InstantSource.system());
  }

  public MemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public <T> T read(Function<LedgerView, T> query) {
    lock.lock();
    try {
      return query.apply(new MemoryView(state, clock));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T write(Function<LedgerTx, T> work) {
    lock.lock();
    try {
      if (lock.getHoldCount() > 1) {
        throw new IllegalStateException("a transaction inside a query or another transaction");
      }
      MemoryState copy = new MemoryState(state);
      T result = work.apply(new MemoryTx(copy, clock));
      state = copy;
      return result;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {}
}
