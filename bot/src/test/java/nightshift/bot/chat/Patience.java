package nightshift.bot.chat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;

/** How long a test waits for a chat: long, and without using up the processor. */
public final class Patience {

  private static final Duration LONG = Duration.ofSeconds(45);
  private static final long A_MOMENT = Duration.ofMillis(10).toNanos();

  private Patience() {}

  /** Waits. */
  public static void until(BooleanSupplier condition) {
    Await.until(
        LONG,
        () -> {
          boolean so = condition.getAsBoolean();
          if (!so) {
            LockSupport.parkNanos(A_MOMENT);
          }
          return so;
        });
  }

  /** Waits, and lets the house's clock run meanwhile, so that what was postponed comes due. */
  public static void untilLater(House house, BooleanSupplier condition) {
    until(() -> {
      house.clock.advance(Duration.ofMillis(200));
      return condition.getAsBoolean();
    });
  }
}
