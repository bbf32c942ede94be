package nightshift.bot.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.Report;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Outcomes over time as stacked bars, with type for a phone's width, because that is where it is
 * read at night. It has its own ground, so it is legible wherever it is shown.
 */
public final class OutcomeChart {

  /** Of both pictures, in pixels. */
  public static final int WIDTH = 720;

  /** Of both pictures, in pixels. */
  public static final int HEIGHT = 820;

  private static final int FEW = 4;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private OutcomeChart() {}

  /**
   * As PNG in dark colours, 720 by 820: higher than wide, and with type that is still read when a
   * phone shows it at half that width.
   *
   * @throws IOException when this machine cannot draw, such as one without any font
   */
  public static byte[] png(Report report) throws IOException {
    try {
      return BitmapEncoder.getBitmapBytes(chart(report, Palette.DARK), BitmapFormat.PNG);
    } catch (RuntimeException | LinkageError e) {
      throw cannot(e);
    }
  }

  /**
   * As SVG, UTF-8.
   *
   * @throws IOException when this machine cannot draw, such as one without any font
   */
  public static String svg(Report report, Palette palette) throws IOException {
    try {
      Document empty =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGraphics2D canvas = new SVGGraphics2D(empty);
      canvas.setSVGCanvasSize(new java.awt.Dimension(WIDTH, HEIGHT));
      chart(report, palette).paint(canvas, WIDTH, HEIGHT);
      StringWriter out = new StringWriter();
      Element root = canvas.getRoot();
      root.setAttributeNS(null, "viewBox", "0 0 " + WIDTH + " " + HEIGHT);
      canvas.stream(root, out, true, false);
      return out.toString();
    } catch (ParserConfigurationException | RuntimeException | LinkageError e) {
      throw cannot(e);
    }
  }

  // AWT fails with unchecked exceptions and errors of many kinds where fontconfig has no font.
  private static IOException cannot(Throwable why) {
    return new IOException(
        "drawing the chart: this machine cannot draw text (" + why + "); install a font", why);
  }

  private static CategoryChart chart(Report report, Palette palette) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(ReportWords.title(report) + ": outcomes")
            .build();
    style(chart.getStyler(), palette);
    int most = report.bars().stream().mapToInt(OutcomeChart::height).max().orElse(0);
    chart.getStyler().setYAxisMax((double) Math.max(FEW, most));
    List<String> days = days(report);
    for (Outcome o : Outcome.values()) {
      List<Integer> counts =
          report.bars().stream().map(b -> b.outcomes().getOrDefault(o, 0)).toList();
      chart
          .addSeries(o.shown() + " " + report.outcomes().getOrDefault(o, 0), days, counts)
          .setFillColor(palette.of(o));
    }
    return chart;
  }

  // By the day on which each ends: people look for what happened this morning under today.
  private static List<String> days(Report report) {
    List<String> days = new ArrayList<>();
    List<Report.Bar> bars = report.bars();
    for (int i = 0; i < bars.size(); i++) {
      Instant end = i + 1 < bars.size() ? bars.get(i + 1).since() : report.until();
      days.add(DAY.format(end.minusMillis(1)));
    }
    return days;
  }

  // The axis of a calm week has lines at halves, which no plan is.
  private static String whole(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : "";
  }

  private static int height(Report.Bar bar) {
    return bar.outcomes().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void style(CategoryStyler s, Palette p) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 26);
    s.setStacked(true).setAvailableSpaceFill(0.7);
    s.setAxisTickLabelsFont(text).setAxisTickLabelsColor(p.ink()).setAxisTickMarksColor(p.lines());
    s.setPlotGridVerticalLinesVisible(false)
        .setPlotGridLinesColor(p.lines())
        .setPlotGridLinesStroke(new BasicStroke(1));
    s.setXAxisLabelRotation(45);
    s.setYAxisTickLabelsFormattingFunction(OutcomeChart::whole);
    s.setYAxisMin(0.0);
    s.setChartBackgroundColor(p.ground())
        .setPlotBackgroundColor(p.ground())
        .setPlotBorderVisible(false);
    s.setChartFontColor(p.ink()).setChartTitleFont(text.deriveFont(Font.BOLD, 30f));
    s.setChartTitleBoxVisible(false).setChartPadding(18);
    s.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Vertical);
    s.setLegendFont(text.deriveFont(26f)).setLegendBackgroundColor(p.ground());
    s.setLegendBorderColor(p.ground());
  }
}
