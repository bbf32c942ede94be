package nightshift.engine.action;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 7d}. */
public final class Durations {

  private static final Pattern WHOLE = Pattern.compile("(\\d{1,6}(ms|s|m|h|d|w))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,6})(ms|s|m|h|d|w)");

  private static final int LONGEST = 60;

  private Durations() {}

  /** Reads a duration as Prometheus writes it; empty when it is not one. */
  public static Optional<Duration> parse(String text) {
    String t = text.strip();
    if (t.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    // The expression recurses per unit, so a very long text would exhaust the stack.
    if (t.length() > LONGEST || !WHOLE.matcher(t).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher m = PART.matcher(t);
    while (m.find()) {
      long n = Long.parseLong(m.group(1));
      sum =
          sum.plus(
              switch (m.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                case "d" -> Duration.ofDays(n);
                default -> Duration.ofDays(7 * n);
              });
    }
    return Optional.of(sum);
  }

  /** Two units at most: {@code 4 min}, {@code 1 h 30 min}, {@code 0.4 s}. */
  public static String shown(Duration d) {
    long s = d.toSeconds();
    if (s < 10) {
      return d.toMillis() % 1000 == 0 ? s + " s" : "%d.%d s".formatted(s, d.toMillisPart() / 100);
    }
    if (s < 120) {
      return s + " s";
    }
    if (s < 7200) {
      return s / 60 + " min";
    }
    if (s < 172_800) {
      return s / 3600 + " h" + (s % 3600 / 60 == 0 ? "" : " " + s % 3600 / 60 + " min");
    }
    return s / 86_400 + " days";
  }
}
