package nightshift.engine.work;

import java.time.Duration;
import nightshift.engine.port.Health;
import nightshift.engine.port.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named worker: does a round, waits for its bell or its interval, and goes on through trouble
 * with growing pauses. One of the three places where any exception is caught.
 */
final class Loop implements AutoCloseable {

  /** One round of work. */
  interface Round {
    void run() throws InterruptedException;

    /**
     * Begins nothing more, and waits up to this long for what is in hand. By default nothing is
     * that could not be done again.
     */
    default void stop(Duration patience) throws InterruptedException {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Duration interval;
  private final Bell bell;
  private final Round round;
  private final Thread thread;
  private volatile String trouble = "";

  Loop(String name, Duration interval, Bell bell, Round round) {
    this.name = name;
    this.interval = interval;
    this.bell = bell;
    this.round = round;
    this.thread = Thread.ofVirtual().name("nightshift-" + name).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  private void work() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        round.run();
        failures = 0;
        trouble = "";
        bell.await(interval);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        failures++;
        if (!rest(failures, e)) {
          return;
        }
      }
    }
  }

  private boolean rest(int failures, RuntimeException e) {
    trouble = String.valueOf(e.getMessage());
    if (e instanceof LedgerException) {
      LOG.error("{}: {}", name, e.getMessage());
    } else {
      LOG.error("{}: unexpected", name, e);
    }
    try {
      long millis = Math.min(LONGEST_PAUSE.toMillis(), 250L << Math.min(failures - 1, 10));
      bell.await(Duration.ofMillis(millis));
      return true;
    } catch (InterruptedException stop) {
      return false;
    }
  }

  /** Whether the last round went through. */
  Health health() {
    return trouble.isEmpty() ? Health.OK : Health.bad(trouble);
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      round.stop(PATIENCE);
      thread.interrupt();
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
