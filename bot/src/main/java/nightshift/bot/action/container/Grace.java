package nightshift.bot.action.container;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.Lifecycle;

/**
 * Arguments of actions that end a container's process.
 *
 * @param grace how long it may take to end by itself before it is killed, at most 10 minutes; empty
 *     takes the container's own stop time
 */
record Grace(Optional<Duration> grace) {

  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Duration SLACK = Duration.ofSeconds(30);

  /**
   * @throws IllegalArgumentException when the grace is negative or longer than ten minutes
   */
  Grace {
    if (grace.isPresent() && (grace.get().isNegative() || grace.get().compareTo(MOST) > 0)) {
      throw new IllegalArgumentException("argument \"grace\" must be between 0s and 10m");
    }
  }

  /** How long the whole call may take. */
  Duration timeout() {
    return grace.orElse(Lifecycle.LONGEST_GRACE).plus(SLACK);
  }
}
