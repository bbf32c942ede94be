package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Brakes;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Held;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import org.jspecify.annotations.Nullable;

/** Whether a plan may run unasked as things stand. Pure, over one view of the ledger. */
final class Outlook {

  private Outlook() {}

  /** The brake that makes this plan ask; empty when none does. */
  static Optional<Held> held(
      LedgerView view,
      HouseRules rules,
      Playbook playbook,
      Target target,
      @Nullable Alert alert,
      Instant now) {
    return Brakes.mustAsk(situation(view, rules, playbook, target, alert, now), rules);
  }

  /** What each of these brakes counts. */
  static Brakes.Situation situation(
      LedgerView view,
      HouseRules rules,
      Playbook playbook,
      Target target,
      @Nullable Alert alert,
      Instant now) {
    Guards guards = rules.guards();
    String name = playbook.ref().name();
    return new Brakes.Situation(
        name,
        target,
        playbook.limits(),
        Breaker.failedInARow(view, playbook.ref(), now),
        view.claimedSince(name, target, now.minus(playbook.limits().window())),
        view.unasked(now.minus(longest(rules))),
        guards.storm().max() == 0 ? 0 : plans(view, now.minus(guards.storm().window())),
        alert == null || guards.flapping().max() == 0 ? 0 : firings(view, alert, guards, now),
        pausedBecause(view, now),
        now);
  }

  /** The storm brake alone, if too many plans were drawn up of late. */
  static Optional<Held> storm(LedgerView view, HouseRules rules, Instant now) {
    Guards guards = rules.guards();
    return guards.storm().max() == 0
        ? Optional.empty()
        : Brakes.storm(guards, plans(view, now.minus(guards.storm().window())));
  }

  private static long plans(LedgerView view, Instant since) {
    return view.count(new PlanQuery(List.of(), null, null, since, null, 1, 0));
  }

  private static long firings(LedgerView view, Alert alert, Guards guards, Instant now) {
    return view.firings(alert.source(), alert.fingerprint(), now.minus(guards.flapping().window()));
  }

  private static Duration longest(HouseRules rules) {
    return Stream.of(
            rules.automaticWindow(),
            rules.guards().perPlaybook().window(),
            rules.guards().perHost().window())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /** Who paused, and why; null when nothing is paused. */
  static @Nullable String pausedBecause(LedgerView view, Instant now) {
    return view.pause()
        .filter(p -> p.until() == null || p.until().isAfter(now))
        .map(p -> p.by() + (p.reason().isBlank() ? "" : ": " + p.reason()))
        .orElse(null);
  }
}
