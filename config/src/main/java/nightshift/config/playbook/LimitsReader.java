package nightshift.config.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Durations;
import nightshift.engine.playbook.Limits;

/** Reads {@code limits}: the brakes that a playbook sets for itself. */
final class LimitsReader {

  /** What holds where a playbook says nothing. */
  static final Limits USUAL = new Limits(Duration.ofMinutes(10), 5, Duration.ofDays(1), 3);

  private static final List<String> KEYS = List.of("cooldown", "max", "breaker");
  private static final Pattern MAX = Pattern.compile("(\\d{1,4})\\s*/\\s*([0-9a-z]{1,20})");

  private record Rate(int max, Duration window) {}

  private LimitsReader() {}

  /** The playbook's limits. */
  static Limits read(Fields playbook) {
    return playbook.read("limits", at -> at.fields(KEYS)).map(LimitsReader::limits).orElse(USUAL);
  }

  private static Limits limits(Fields f) {
    Rate rate = f.or("max", LimitsReader::rate, new Rate(USUAL.max(), USUAL.window()));
    return new Limits(
        f.or("cooldown", Scalars::duration, USUAL.cooldown()),
        rate.max(),
        rate.window(),
        f.or("breaker", at -> Scalars.whole(at, 1, 100), USUAL.breaker()));
  }

  private static Optional<Rate> rate(Cursor at) {
    return Scalars.text(at)
        .flatMap(t -> {
          Matcher m = MAX.matcher(t);
          Optional<Rate> rate =
              m.matches()
                  ? Durations.parse(m.group(2))
                      .filter(Duration::isPositive)
                      .map(w -> new Rate(Integer.parseInt(m.group(1)), w))
                      .filter(r -> r.max() > 0)
                  : Optional.empty();
          if (rate.isEmpty()) {
            at.error("must be a number per time, such as 2/24h");
          }
          return rate;
        });
  }
}
