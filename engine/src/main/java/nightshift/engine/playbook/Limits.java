package nightshift.engine.playbook;

import java.time.Duration;

/**
 * Brakes that a playbook sets for itself.
 *
 * @param cooldown least time between two plans for one target
 * @param max most plans that ran per window, per target
 * @param window the window's length
 * @param breaker failures in a row after which the playbook only asks
 * @param longestCooldown the cooldown doubles with each run in a row that did not help, up to this
 * @param countdown how long {@code autonomy: countdown} announces its plans; zero takes the house's
 *     time
 */
public record Limits(
    Duration cooldown,
    int max,
    Duration window,
    int breaker,
    Duration longestCooldown,
    Duration countdown) {

  /** Limits whose cooldown doubles up to a day, and the house's countdown. */
  public Limits(Duration cooldown, int max, Duration window, int breaker) {
    this(cooldown, max, window, breaker, Duration.ofDays(1), Duration.ZERO);
  }

  /** The longest time that a cooldown can last. */
  public Duration longest() {
    return cooldown.compareTo(longestCooldown) > 0 ? cooldown : longestCooldown;
  }
}
