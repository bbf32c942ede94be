package nightshift.engine.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nightshift.engine.action.Durations;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Unasked;
import nightshift.engine.playbook.Limits;
import org.jspecify.annotations.Nullable;

/** The brakes on automatic work, as pure decisions over what the ledger says. */
public final class Brakes {

  private static final int MOST_DOUBLINGS = 20;

  private Brakes() {}

  /**
   * When the cooldown since the last run ends; empty when it holds nothing back. With each run in a
   * row that did not help it doubles, up to the playbook's longest.
   *
   * @param recent plans of this playbook and target that ran, newest first
   */
  public static Optional<Instant> coolingUntil(Limits limits, List<Plan> recent, Instant now) {
    Duration cooldown = cooldown(limits, recent);
    return recent.stream()
        .map(Plan::claimedAt)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .map(at -> at.plus(cooldown))
        .filter(until -> until.isAfter(now));
  }

  private static Duration cooldown(Limits limits, List<Plan> recent) {
    long inVain = recent.stream().takeWhile(p -> p.state() != PlanState.RESOLVED).count();
    int doublings = (int) Math.clamp(inVain - 1, 0, MOST_DOUBLINGS);
    Duration grown = limits.cooldown().multipliedBy(1L << doublings);
    return grown.compareTo(limits.longest()) > 0 ? limits.longest() : grown;
  }

  /**
   * How things stand when a plan is drawn up, or its countdown ends.
   *
   * @param playbook the playbook's name
   * @param target what the plan is for
   * @param limits the playbook's own
   * @param failedInARow how often this content of it failed since it last worked, or its breaker
   *     was closed
   * @param recent plans of this playbook and target that ran within its window
   * @param unasked what was allowed without asking within the longest of the house's windows
   * @param plans how many plans were drawn up within the storm's window
   * @param firings how often this problem fired within the flapping window
   * @param pausedBecause the pause that is in force, null for none
   * @param now the time
   */
  public record Situation(
      String playbook,
      Target target,
      Limits limits,
      int failedInARow,
      List<Plan> recent,
      List<Unasked> unasked,
      long plans,
      long firings,
      @Nullable String pausedBecause,
      Instant now) {}

  /**
   * One look at one brake.
   *
   * @param name the brake's word, with what it counts over where there are several of it
   * @param held what it says; empty when it lets go
   */
  public record Look(String name, Optional<Held> held) {}

  /** Why a playbook that may run by itself must ask this time; empty when it need not. */
  public static Optional<Held> mustAsk(Situation s, HouseRules rules) {
    return looks(s, rules).stream().map(Look::held).flatMap(Optional::stream).findFirst();
  }

  /** Every brake on automatic work, in the order in which they count. */
  public static List<Look> looks(Situation s, HouseRules rules) {
    Guards guards = rules.guards();
    return List.of(
        look(
            Brake.AUTOMATIC_OFF,
            "",
            when(!rules.automaticOff().isEmpty(), Brake.AUTOMATIC_OFF, rules.automaticOff())),
        look(
            Brake.PAUSE,
            "",
            when(s.pausedBecause() != null, Brake.PAUSE, "paused by " + s.pausedBecause())),
        look(Brake.BREAKER, "", breaker(s)),
        look(Brake.FREEZE, "", Freeze.first(guards.freezes(), s.target(), false, s.now())),
        look(Brake.FLAPPING, "", flapping(s, guards.flapping())),
        look(
            Brake.RATE,
            " of the target",
            window(s, rate(s.limits()), s.recent().size(), newest(s), "it ran ")),
        look(
            Brake.RATE,
            " of the playbook",
            among(s, guards.perPlaybook(), u -> u.playbook().equals(s.playbook()), s.playbook())),
        look(
            Brake.RATE,
            " of the host",
            among(
                s,
                guards.perHost(),
                u -> Hosts.of(u.target()).equals(Hosts.of(s.target())),
                Hosts.shown(s.target()))),
        look(Brake.STORM, " of automatic plans", everything(s, rules)),
        look(Brake.STORM, " of all plans", storm(guards, s.plans())));
  }

  private static Look look(Brake brake, String over, Optional<Held> held) {
    return new Look(brake.word() + over, held);
  }

  /** The brake, when so many plans were drawn up within the storm's window. */
  public static Optional<Held> storm(Guards guards, long plans) {
    return when(
        guards.storm().full(plans),
        Brake.STORM,
        "plans were drawn up " + guards.storm().shown(plans) + "; until it is calm again");
  }

  private static Optional<Held> when(boolean holds, Brake brake, String why) {
    return holds ? Optional.of(new Held(brake, why, null)) : Optional.empty();
  }

  private static Optional<Held> breaker(Situation s) {
    int most = s.limits().breaker();
    int failed = s.failedInARow();
    return when(
        most > 0 && failed >= most,
        Brake.BREAKER,
        "it failed " + failed + " times in a row; until a person closes it, or a plan works");
  }

  private static Optional<Held> flapping(Situation s, Rate flapping) {
    return when(
        flapping.full(s.firings()),
        Brake.FLAPPING,
        "the problem came and went, " + flapping.shown(s.firings()) + "; until it does so less");
  }

  private static Rate rate(Limits l) {
    return new Rate(l.max(), l.window());
  }

  private static Optional<Held> everything(Situation s, HouseRules rules) {
    Duration window = rules.automaticWindow();
    List<Unasked> counted = within(s, window, u -> true);
    return counted.size() >= rules.maxAutomatic()
        ? Optional.of(
            new Held(
                Brake.STORM,
                counted.size() + " automatic plans within " + Durations.shown(window),
                lifts(counted, rules.maxAutomatic(), window)))
        : Optional.empty();
  }

  private static Optional<Held> among(Situation s, Rate rate, Predicate<Unasked> same, String of) {
    List<Unasked> counted = within(s, rate.window(), same);
    return rate.full(counted.size())
        ? Optional.of(
            new Held(
                Brake.RATE,
                of + " had automatic plans " + rate.shown(counted.size()),
                lifts(counted, rate.max(), rate.window())))
        : Optional.empty();
  }

  private static List<Unasked> within(Situation s, Duration window, Predicate<Unasked> which) {
    Instant since = s.now().minus(window);
    return s.unasked().stream().filter(u -> !u.at().isBefore(since)).filter(which).toList();
  }

  /** When enough of these, newest first, are older than the window. */
  private static @Nullable Instant lifts(List<Unasked> newestFirst, int max, Duration window) {
    return max < 1 ? null : newestFirst.get(max - 1).at().plus(window);
  }

  private static Optional<Held> window(
      Situation s, Rate rate, long count, @Nullable Instant oldest, String verb) {
    return rate.full(count)
        ? Optional.of(
            new Held(
                Brake.RATE,
                verb + rate.shown(count),
                oldest == null ? null : oldest.plus(rate.window())))
        : Optional.empty();
  }

  private static @Nullable Instant newest(Situation s) {
    int max = s.limits().max();
    return max > 0 && s.recent().size() >= max ? s.recent().get(max - 1).claimedAt() : null;
  }
}
