package nightshift.bot.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Health;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/** How things are at the moment of a look. */
final class Gauges {

  // Also what waits for its next try.
  private static final Duration EVER = Duration.ofDays(3_650);
  private static final int MOST = LedgerView.MOST;

  private final List<String> platforms;
  private final Supplier<Map<String, Health>> health;
  private final InstantSource clock;
  private final Gauge plans;
  private final Gauge owed;
  private final Gauge paused;
  private final Gauge up;

  /**
   * @param platforms the names of the chat platforms
   * @param health how each part is, by name
   */
  Gauges(
      Meters meters,
      List<String> platforms,
      Supplier<Map<String, Health>> health,
      InstantSource clock) {
    this.platforms = List.copyOf(platforms);
    this.health = health;
    this.clock = clock;
    this.plans = gauge(meters, "nightshift_plans", "Plans that have not ended", "state");
    this.owed =
        gauge(
            meters,
            "nightshift_errands_owed",
            "Plans with a card or a reply that a chat platform does not show yet; at most " + MOST,
            "platform",
            "what");
    this.paused = gauge(meters, "nightshift_paused", "Whether people paused execution");
    this.up = gauge(meters, "nightshift_part_up", "Whether a part works", "part");
  }

  private static Gauge gauge(Meters meters, String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(meters.registry);
  }

  /** Notes how the parts are, and whether the ledger could be read. */
  void parts(boolean ledger) {
    Map<String, Health> now = health.get();
    // A part that is no more, after a reload, must not be shown as it last was.
    up.clear();
    now.forEach((name, h) -> up.labelValues(name).set(h.ok() ? 1 : 0));
    up.labelValues("ledger").set(ledger ? 1 : 0);
  }

  /** Notes what the ledger says. */
  boolean ledger(LedgerView view) {
    Stream.of(PlanState.values())
        .filter(s -> !s.terminal() && s != PlanState.DRAFTED)
        .forEach(s -> plans.labelValues(s.word()).set(view.count(PlanQuery.in(1, s))));
    Instant ever = clock.instant().plus(EVER);
    for (String p : platforms) {
      owed.labelValues(p, "cards").set(view.staleCards(p, ever, MOST).size());
      owed.labelValues(p, "replies").set(view.dueErrands(p, ever, MOST).size());
    }
    paused.set(view.pause().isPresent() ? 1 : 0);
    return true;
  }
}
