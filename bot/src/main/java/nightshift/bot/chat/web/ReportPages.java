package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import nightshift.bot.chart.OutcomeChart;
import nightshift.bot.chart.Palette;
import nightshift.engine.learn.Report;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.work.Reviews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions about how it went. */
final class ReportPages {

  private static final Logger LOG = LoggerFactory.getLogger(ReportPages.class);
  private static final int USUAL = 7;

  private final Ledger ledger;
  private final Live live;
  private final InstantSource clock;

  ReportPages(Ledger ledger, Live live, InstantSource clock) {
    this.ledger = ledger;
    this.live = live;
    this.clock = clock;
  }

  /** The report. */
  void report(Context ctx, Visitor visitor) {
    int days = days(ctx);
    String mark = live.mark();
    ledger.read(view -> {
      Frame frame = Frame.of(ctx, visitor, mark, view.pause(), clock.instant());
      var page = ReportView.page(over(view, days), days, frame.theme());
      return ctx.html(Layout.page(frame, "Report · Nightshift", page));
    });
  }

  /** Its picture. */
  void chart(Context ctx, Visitor visitor) {
    Report report = ledger.read(view -> over(view, days(ctx)));
    try {
      ctx.contentType("image/svg+xml; charset=utf-8")
          .result(OutcomeChart.svg(report, palette(ctx)));
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
      ctx.status(503).contentType("text/plain; charset=utf-8").result("There is no picture here.");
    }
  }

  private Report over(LedgerView view, int days) {
    return Reviews.over(view, Duration.ofDays(days), clock.instant());
  }

  private static Palette palette(Context ctx) {
    return "light".equals(ctx.queryParam("colours")) ? Palette.LIGHT : Palette.DARK;
  }

  private static int days(Context ctx) {
    String asked = ctx.queryParam("days");
    return ReportView.SPANS.stream()
        .filter(d -> String.valueOf(d).equals(asked))
        .findFirst()
        .orElse(USUAL);
  }
}
