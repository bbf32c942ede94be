package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import nightshift.bot.chart.OutcomeChart;
import nightshift.bot.chart.Palette;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.engine.learn.Report;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView.StatRow;
import nightshift.engine.work.Reviews;

/**
 * How plans of the last seven days ended, by status and risk as in the original design, and by the
 * states that histories are looked through by; and a report with its picture.
 */
public final class StatsRoutes implements Routes {

  private static final Duration WINDOW = Duration.ofDays(7);

  private final Doors doors;
  private final Authenticator authenticator;

  /** On top of the ledger. */
  public StatsRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(Paths.ROOT + "/stats", this::stats);
    config.routes.get(Paths.ROOT + "/stats/report", this::report);
    config.routes.get(Paths.ROOT + "/stats/chart.png", this::png);
    config.routes.get(Paths.ROOT + "/stats/chart.svg", this::svg);
  }

  private void report(Context ctx) {
    ctx.json(ReportJson.of(asked(ctx)));
  }

  private void png(Context ctx) {
    Report report = asked(ctx);
    try {
      ctx.contentType("image/png").result(OutcomeChart.png(report));
    } catch (IOException e) {
      throw new Problem(503, String.valueOf(e.getMessage()));
    }
  }

  private void svg(Context ctx) {
    Report report = asked(ctx);
    try {
      ctx.contentType("image/svg+xml; charset=utf-8")
          .result(OutcomeChart.svg(report, Palette.DARK));
    } catch (IOException e) {
      throw new Problem(503, String.valueOf(e.getMessage()));
    }
  }

  private Report asked(Context ctx) {
    authenticator.caller(ctx);
    int days = Query.of(ctx, List.of("days")).number("days", 7, 1, 366);
    Instant now = doors.clock().instant();
    return doors.ledger().read(v -> Reviews.over(v, Duration.ofDays(days), now));
  }

  private void stats(Context ctx) {
    authenticator.caller(ctx);
    Instant since = doors.clock().instant().minus(WINDOW);
    List<StatRow> rows = doors.ledger().read(v -> v.stats(since));
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    out.put("since", since.truncatedTo(ChronoUnit.SECONDS).toString());
    out.put("stats", grouped(rows, "status", PlanState::status));
    out.put("states", grouped(rows, "state", PlanState::word));
    out.put("totals", totals(rows));
    ctx.json(out);
  }

  /**
   * Rows with the same word and risk become one; averages are weighted by count.
   *
   * @param name what the word is called in the answer
   */
  static List<Map<String, Object>> grouped(
      List<StatRow> rows, String name, Function<PlanState, String> word) {
    Map<List<String>, List<StatRow>> groups =
        rows.stream()
            .sorted(Comparator.comparing(StatRow::state).thenComparing(StatRow::risk))
            .collect(
                Collectors.groupingBy(
                    r -> List.of(word.apply(r.state()), r.risk().word()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Map<String, Object>> out = new ArrayList<>();
    groups.forEach((key, group) -> {
      long count = group.stream().mapToLong(StatRow::count).sum();
      double sum = group.stream().mapToDouble(r -> r.averageConfidence() * r.count()).sum();
      SequencedMap<String, Object> row = new LinkedHashMap<>();
      row.put(name, key.getFirst());
      row.put("risk", key.getLast());
      row.put("count", count);
      row.put("avgConfidence", count == 0 ? 0 : Math.round(10 * sum / count) / 10.0);
      out.add(row);
    });
    return out;
  }

  private static Map<String, Long> totals(List<StatRow> rows) {
    SequencedMap<String, Long> out = new LinkedHashMap<>();
    out.put("plans", 0L);
    for (StatRow r : rows) {
      out.merge("plans", r.count(), Long::sum);
      out.merge(r.state().status(), r.count(), Long::sum);
    }
    return out;
  }
}
