package nightshift.config;

import java.time.Duration;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;

/** Reads times in which Cancel works: short, so that nobody waits for ever. */
public final class Graces {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private Graces() {}

  /** More than nothing, half an hour at most. */
  public static Optional<Duration> read(Cursor at) {
    return Scalars.span(at)
        .filter(d -> {
          boolean fits = d.compareTo(LONGEST) <= 0;
          if (!fits) {
            at.error("must be 30m at most");
          }
          return fits;
        });
  }
}
