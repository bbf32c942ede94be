package nightshift.bot.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Report;
import nightshift.engine.learn.Reporting;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;

/** Weeks to report on. */
public final class Weeks {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  private static final Instant SINCE = NOW.minus(Duration.ofDays(7));

  private Weeks() {}

  /** A busy one: 105 plans, with every outcome on most days. */
  public static Report busy() {
    return of(day -> 9 + day * 2);
  }

  /** A calm one: one plan every other day. */
  public static Report calm() {
    return of(day -> day % 2);
  }

  private static Report of(IntUnaryOperator count) {
    List<PlanFacts> plans = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      for (int n = 0; n < count.applyAsInt(day); n++) {
        Outcome outcome = Outcome.values()[n < 8 ? 0 : (n * 5 + day) % 6];
        Instant at = NOW.minus(Duration.ofDays(day)).minusSeconds(60L * n + 60);
        plans.add(
            new PlanFacts(
                new PlanId(1 + plans.size()),
                "lamp",
                "lamp:hall",
                PlanState.RESOLVED,
                at,
                at,
                true,
                "",
                at,
                at.plusSeconds(40),
                outcome));
      }
    }
    return Reporting.of(plans, List.of(), SINCE, NOW);
  }

  /** One in which nothing happened. */
  public static Report empty() {
    return Reporting.of(List.of(), List.of(), SINCE, NOW);
  }
}
