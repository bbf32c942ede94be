package nightshift.engine.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One brake that holds.
 *
 * @param brake which
 * @param why one line, with numbers
 * @param until when it lifts by itself; null when somebody has to do something, which {@code why}
 *     says
 */
public record Held(Brake brake, String why, @Nullable Instant until) {

  /** {@code freeze: the weekend; until 2026-11-30T06:00:00Z}. */
  public String line() {
    return brake.word()
        + ": "
        + why
        + (until == null ? "" : "; until " + until.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether a line was written by {@link #line} of this brake. */
  public static boolean by(Brake brake, String line) {
    return line.startsWith(brake.word() + ": ");
  }

  /** Whether a line names any brake. */
  public static boolean any(String line) {
    for (Brake b : Brake.values()) {
      if (by(b, line)) {
        return true;
      }
    }
    return false;
  }
}
