package nightshift.engine.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Durations;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.playbook.Limits;
import org.jspecify.annotations.Nullable;

/** The brakes on automatic work, as pure decisions over what the ledger says. */
public final class Brakes {

  private Brakes() {}

  /**
   * When the cooldown since the last run ends; empty when it holds nothing back.
   *
   * @param recent plans of this playbook and target that ran, newest first
   */
  public static Optional<Instant> coolingUntil(Limits limits, List<Plan> recent, Instant now) {
    return recent.stream()
        .map(Plan::claimedAt)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .map(at -> at.plus(limits.cooldown()))
        .filter(until -> until.isAfter(now));
  }

  /**
   * Why a playbook that may run by itself must ask this time; empty when it need not.
   *
   * @param recent plans of this playbook and target that ran within the window
   * @param automatic how many plans ran unasked within the house's window
   * @param pausedBecause the pause that is in force, null for none
   */
  public static Optional<String> mustAsk(
      Limits limits,
      TrackRecord record,
      List<Plan> recent,
      HouseRules rules,
      long automatic,
      @Nullable String pausedBecause) {
    if (!rules.automaticOff().isEmpty()) {
      return Optional.of("automatic work is off: " + rules.automaticOff());
    }
    if (pausedBecause != null) {
      return Optional.of("automatic work is paused: " + pausedBecause);
    }
    if (limits.breaker() > 0 && record.failedInARow() >= limits.breaker()) {
      return Optional.of("breaker: it failed " + record.failedInARow() + " times in a row");
    }
    if (limits.max() > 0 && recent.size() >= limits.max()) {
      return Optional.of(
          "rate: it ran " + recent.size() + " times within " + window(limits.window()));
    }
    if (automatic >= rules.maxAutomatic()) {
      return Optional.of(
          "storm: " + automatic + " automatic plans within " + window(rules.automaticWindow()));
    }
    return Optional.empty();
  }

  private static String window(Duration d) {
    return Durations.shown(d);
  }
}
