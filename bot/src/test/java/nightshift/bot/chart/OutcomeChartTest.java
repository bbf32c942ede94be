package nightshift.bot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Report;
import nightshift.engine.learn.Reporting;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.Test;

class OutcomeChartTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  private static Report report() {
    List<PlanFacts> plans = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      for (int n = 0; n < 9 + day * 2; n++) {
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
    return Reporting.of(plans, List.of(), NOW.minus(Duration.ofDays(7)), NOW);
  }

  @Test
  void the_png_is_light_on_dark_and_shows_every_colour() throws Exception {
    byte[] png = OutcomeChart.png(report());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getRGB(3, 3) & 0xFFFFFF).isEqualTo(0x1E1F22);
    List<Integer> seen = new ArrayList<>();
    for (int color : new int[] {0x4CC37B, 0x8EC8F2, 0xE8B93E, 0xD84A3F, 0xC07AE0, 0x80848E}) {
      if (pixels(image, color) > 100) {
        seen.add(color);
      }
    }
    assertThat(seen).hasSize(6);
    assertThat(png.length).isLessThan(200_000);
  }

  private static long pixels(BufferedImage image, int color) {
    long out = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        out += (image.getRGB(x, y) & 0xFFFFFF) == color ? 1 : 0;
      }
    }
    return out;
  }

  @Test
  void the_svg_is_well_formed_and_needs_no_font() throws Exception {
    String svg = OutcomeChart.svg(report());
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var root =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 900 620");
    // Words are drawn as outlines, so that the picture needs no font.
    assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(20);
    assertThat(svg).contains("rgb(76,195,123)", "rgb(142,200,242)", "rgb(128,132,142)");
    assertThat(svg).doesNotContain("<script");
  }

  @Test
  void a_report_on_nothing_is_a_picture_too() throws Exception {
    Report empty = Reporting.of(List.of(), List.of(), NOW.minus(Duration.ofDays(7)), NOW);
    assertThat(OutcomeChart.png(empty)).isNotEmpty();
  }
}
