package nightshift.bot.http.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the ledger takes a transaction: one that writes a row without meaning, since an empty one
 * succeeds on a full disk. However many look at once, one of them is under way at most, so that a
 * stuck ledger gathers no waiting threads.
 */
final class LedgerPulse {

  /** How long a transaction may take. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(LedgerPulse.class);
  private static final String CHECK =
      "; check free space, permissions and the disk of the data folder, and the log";

  private final Ledger ledger;
  private final InstantSource clock;
  private final Duration patience;
  private final AtomicReference<FutureTask<Health>> look;

  LedgerPulse(Ledger ledger, InstantSource clock, Duration patience) {
    this.ledger = ledger;
    this.clock = clock;
    this.patience = patience;
    FutureTask<Health> none = new FutureTask<>(() -> Health.OK);
    none.run();
    this.look = new AtomicReference<>(none);
  }

  /** Looks, or joins a look that is under way. */
  Health health() {
    FutureTask<Health> mine = new FutureTask<>(this::write);
    FutureTask<Health> shared = look.updateAndGet(l -> l.isDone() ? mine : l);
    if (shared == mine) {
      Thread.ofVirtual().name("ledger-pulse").start(mine);
    }
    try {
      return shared.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stuck) {
      return Health.bad("writing takes longer than " + patience.toSeconds() + " s" + CHECK);
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at the ledger", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.bad("the look was interrupted: look again");
    }
  }

  private Health write() {
    try {
      ledger.write(tx -> {
        tx.pulse(clock.instant());
        return true;
      });
      return Health.OK;
    } catch (LedgerException e) {
      // Paths stay in the log: anybody may look at the health.
      LOG.warn("the ledger takes no transaction: {}", e.getMessage());
      return Health.bad("nothing can be written" + CHECK);
    }
  }
}
