package nightshift.bot.action.process;

import java.time.Duration;
import java.util.Optional;

/**
 * Arguments of {@code process.stop}.
 *
 * @param grace how long a process may take to end when it is asked to, before it is killed; 10 s
 *     unless set, at most 5 minutes
 * @param executable the program's whole path, where the target is not a process
 */
record Stopping(Optional<Duration> grace, Optional<String> executable) {

  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofMinutes(5);

  /**
   * @throws IllegalArgumentException when the grace is out of range or the program is no path
   */
  Stopping {
    if (grace.isPresent() && (grace.get().isNegative() || grace.get().compareTo(MOST) > 0)) {
      throw new IllegalArgumentException("argument \"grace\" must be between 0s and 5m");
    }
    if (executable.isPresent() && !executable.get().startsWith("/")) {
      throw new IllegalArgumentException("argument \"executable\" must be a whole path");
    }
  }

  Duration patience() {
    return grace.orElse(USUAL);
  }
}
