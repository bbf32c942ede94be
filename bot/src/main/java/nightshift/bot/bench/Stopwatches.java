package nightshift.bot.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When things happened, by the target that they happened to. Thread-safe. */
final class Stopwatches {

  private static final long PATIENCE_SECONDS = 30;

  private final Map<String, Moment> moments = new ConcurrentHashMap<>();

  /** Something that happens once; nanoseconds of {@link System#nanoTime}. */
  private static final class Moment {
    private final CountDownLatch happened = new CountDownLatch(1);
    private volatile long nanos;

    void now() {
      if (happened.getCount() > 0) {
        nanos = System.nanoTime();
        happened.countDown();
      }
    }
  }

  /** It happens now; later times are not counted. */
  void mark(String event, String target) {
    moment(event, target).now();
  }

  /**
   * Waits until it has happened.
   *
   * @return when, in nanoseconds
   * @throws IllegalStateException when it does not happen within 30 s
   */
  long await(String event, String target) throws InterruptedException {
    Moment moment = moment(event, target);
    if (!moment.happened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(event + " of " + target + " did not happen within 30 s");
    }
    return moment.nanos;
  }

  private Moment moment(String event, String target) {
    return moments.computeIfAbsent(event + " " + target, k -> new Moment());
  }
}
