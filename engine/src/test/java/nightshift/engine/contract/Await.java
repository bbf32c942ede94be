package nightshift.engine.contract;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in tests for something that happens on another thread or in another process. */
public final class Await {

  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /**
   * Returns as soon as {@code condition} holds.
   *
   * @throws AssertionError when it does not within {@code most}
   */
  public static void until(Duration most, BooleanSupplier condition) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("the condition did not hold within " + most);
      }
      LockSupport.parkNanos(STEP);
    }
  }
}
