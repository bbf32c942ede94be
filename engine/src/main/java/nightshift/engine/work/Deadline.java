package nightshift.engine.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls the world with a time limit, and interrupts the call when it is over. */
final class Deadline {

  /** How long an interrupted call may take to give up before it is left behind. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private Deadline() {}

  /**
   * Calls on a thread of its own.
   *
   * @return what it returned; empty when it was not over in time and did not give up either
   * @throws ExecutionException with what it threw, also when that came after the interrupt
   */
  static <T> Optional<T> call(String name, Duration limit, Callable<T> work)
      throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = Thread.ofVirtual().name(name).start(task);
    try {
      return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      thread.interrupt();
    } catch (InterruptedException stop) {
      thread.interrupt();
      throw stop;
    }
    try {
      return Optional.of(task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException deaf) {
      return Optional.empty();
    }
  }
}
