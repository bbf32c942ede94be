package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.source;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.TagCreator;
import j2html.tags.DomContent;
import java.util.List;
import nightshift.bot.chart.OutcomeChart;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Report;

/** How the plans of some days went, in words and as a picture. */
final class ReportView {

  /** The spans that one can choose, in days. */
  static final List<Integer> SPANS = List.of(1, 7, 30, 90);

  private ReportView() {}

  /**
   * The page.
   *
   * @param theme light, dark or auto
   */
  static DomContent page(Report report, int days, String theme) {
    List<String> lines = ReportWords.lines(report);
    return section(
            h1(ReportWords.title(report)),
            nav(each(SPANS, d -> span(d, days))).attr("aria-label", "How long").withClass("spans"),
            picture(days, theme, "Outcomes over time as stacked bars. " + lines.get(1)),
            ul(each(lines, l -> li(l))).withClass("report"),
            p("Only plans that answered alerts count. What clears by itself is observed, not tried.")
                .withClass("quiet"))
        .withClass("reporting");
  }

  /** In the page's colours; where these follow the system, so does the picture. */
  private static DomContent picture(int days, String theme, String alt) {
    return TagCreator.picture(
        iff(
            theme.equals("auto"),
            source()
                .withMedia("(prefers-color-scheme: dark)")
                .attr("srcset", address(days, "dark"))),
        img()
            .withSrc(address(days, theme.equals("dark") ? "dark" : "light"))
            .withClass("chart")
            .attr("width", String.valueOf(OutcomeChart.WIDTH))
            .attr("height", String.valueOf(OutcomeChart.HEIGHT))
            .withAlt(alt));
  }

  private static String address(int days, String colours) {
    return "/report/chart.svg?days=" + days + "&colours=" + colours;
  }

  private static DomContent span(int d, int chosen) {
    return each(
        a(d == 1 ? "1 day" : d + " days")
            .withHref("/report?days=" + d)
            .condAttr(d == chosen, "aria-current", "page"),
        text(" "));
  }
}
