package nightshift.engine.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import nightshift.engine.port.Pacer;

/** A clock that tests set. Waiting on it takes no time: it moves the clock instead. */
public final class SettableClock implements InstantSource, Pacer {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T03:00:00Z"));

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock forward. */
  public void advance(Duration time) {
    now.updateAndGet(t -> t.plus(time));
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(time);
    LockSupport.parkNanos(100_000);
  }
}
