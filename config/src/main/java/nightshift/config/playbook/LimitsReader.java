package nightshift.config.playbook;

import java.time.Duration;
import java.util.List;
import nightshift.config.Graces;
import nightshift.config.RateReader;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.playbook.Limits;
import nightshift.engine.policy.Rate;

/** Reads {@code limits}: the brakes that a playbook sets for itself. */
final class LimitsReader {

  /** What holds where a playbook says nothing. */
  static final Limits USUAL = new Limits(Duration.ofMinutes(10), 5, Duration.ofDays(1), 3);

  private static final List<String> KEYS =
      List.of("cooldown", "cooldown_max", "max", "breaker", "countdown");

  private LimitsReader() {}

  /** The playbook's limits. */
  static Limits read(Fields playbook) {
    return playbook.read("limits", at -> at.fields(KEYS)).map(LimitsReader::limits).orElse(USUAL);
  }

  private static Limits limits(Fields f) {
    Rate rate = f.or("max", RateReader::read, new Rate(USUAL.max(), USUAL.window()));
    Duration cooldown = f.or("cooldown", Scalars::duration, USUAL.cooldown());
    Duration longest = f.or("cooldown_max", Scalars::duration, USUAL.longestCooldown());
    if (f.find("cooldown_max").isPresent() && longest.compareTo(cooldown) < 0) {
      f.self().error("\"cooldown_max\" must not be shorter than \"cooldown\"");
    }
    return new Limits(
        cooldown,
        rate.max(),
        rate.window(),
        f.or("breaker", at -> Scalars.whole(at, 1, 100), USUAL.breaker()),
        longest,
        f.or("countdown", Graces::read, Duration.ZERO));
  }
}
