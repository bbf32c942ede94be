package nightshift.engine.policy;

import java.time.Duration;
import nightshift.engine.action.Durations;

/**
 * So many within a window.
 *
 * @param max 0 for no limit
 * @param window a sliding one
 */
public record Rate(int max, Duration window) {

  /** No limit. */
  public static final Rate NONE = new Rate(0, Duration.ofHours(1));

  /** Whether this many have used the window up. */
  public boolean full(long count) {
    return max > 0 && count >= max;
  }

  /** {@code 3 times within 1 h}, for this count. */
  public String shown(long count) {
    return count + (count == 1 ? " time" : " times") + " within " + Durations.shown(window);
  }
}
