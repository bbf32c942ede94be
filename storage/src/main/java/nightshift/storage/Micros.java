package nightshift.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as microseconds since 1970, the only form in which a column holds time. */
final class Micros {

  private static final long PER_SECOND = 1_000_000;
  private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

  private Micros() {}

  /** The moment as a number; what lies beyond some 290,000 years from now counts as that. */
  static long of(Instant moment) {
    long seconds = Math.clamp(moment.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
    return seconds * PER_SECOND + moment.getNano() / 1_000;
  }

  /** Like {@link #of} for a moment that may be missing. */
  static @Nullable Long orNull(@Nullable Instant moment) {
    return moment == null ? null : of(moment);
  }

  /** The number as a moment. */
  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
  }
}
