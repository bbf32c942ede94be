package nightshift.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Durations;
import nightshift.engine.policy.Rate;

/** Reads how often something may happen: {@code 2/24h}. */
public final class RateReader {

  private static final Pattern RATE = Pattern.compile("(\\d{1,4})\\s*/\\s*([0-9a-z]{1,20})");

  private RateReader() {}

  /** A number per time; both more than nothing. */
  public static Optional<Rate> read(Cursor at) {
    return Scalars.text(at)
        .flatMap(t -> {
          Optional<Rate> rate = parse(t);
          if (rate.isEmpty()) {
            at.error("must be a number per time, such as 2/24h");
          }
          return rate;
        });
  }

  private static Optional<Rate> parse(String text) {
    Matcher m = RATE.matcher(text);
    return m.matches()
        ? Durations.parse(m.group(2))
            .filter(Duration::isPositive)
            .map(w -> new Rate(Integer.parseInt(m.group(1)), w))
            .filter(r -> r.max() > 0)
        : Optional.empty();
  }
}
