package nightshift.bot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nightshift.storage.Archive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then: emptying the quarantine, and archiving old events. */
final class Sweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          r -> Thread.ofPlatform().name("nightshift-sweep").daemon().unstarted(r));
  private final Installation installation;
  private final Path ledger;
  private final Supplier<Optional<Duration>> keepEvents;
  private final InstantSource clock;

  private Sweeper(
      Installation installation,
      Path ledger,
      Supplier<Optional<Duration>> keepEvents,
      InstantSource clock) {
    this.installation = installation;
    this.ledger = ledger;
    this.keepEvents = keepEvents;
    this.clock = clock;
  }

  /** Sweeps now, and again every ten minutes. */
  static Sweeper start(
      Installation installation,
      Path ledger,
      Supplier<Optional<Duration>> keepEvents,
      InstantSource clock) {
    Sweeper sweeper = new Sweeper(installation, ledger, keepEvents, clock);
    sweeper.executor.scheduleWithFixedDelay(sweeper::sweep, 0, SWEEP.toMinutes(), TimeUnit.MINUTES);
    return sweeper;
  }

  private void sweep() {
    swept("emptying the quarantine", () -> installation.sweep(clock.instant()));
    swept("archiving old events", this::archive);
  }

  /** Something done now and then. */
  private interface Chore {
    void run() throws InterruptedException;
  }

  private static void swept(String what, Chore deed) {
    try {
      deed.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: {}", what, e.getMessage(), e);
    }
  }

  private void archive() {
    keepEvents
        .get()
        .map(keep -> Archive.run(ledger, clock.instant().minus(keep), clock))
        .filter(moved -> moved > 0)
        .ifPresent(moved -> LOG.info("archived {} old events beside {}", moved, ledger));
  }

  /** Waits for what is being done. */
  @Override
  public void close() {
    executor.close();
  }
}
