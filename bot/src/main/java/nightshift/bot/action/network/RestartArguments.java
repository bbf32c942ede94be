package nightshift.bot.action.network;

import java.time.Duration;
import java.util.Optional;

/**
 * Arguments of {@code network.restart}.
 *
 * @param confirm how long the change has to prove itself, 5 seconds to 10 minutes; empty takes the
 *     configuration's
 */
record RestartArguments(Optional<Duration> confirm) {

  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException when the time is too short or too long
   */
  RestartArguments {
    if (confirm.isPresent()
        && (confirm.get().compareTo(SHORTEST) < 0 || confirm.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("argument \"confirm\" must be between 5s and 10m");
    }
  }
}
