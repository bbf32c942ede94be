package nightshift.bot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import nightshift.engine.learn.Outcome;
import org.junit.jupiter.api.Test;

class OutcomeChartTest {

  @Test
  void the_png_is_light_on_dark_and_shows_every_colour() throws Exception {
    byte[] png = OutcomeChart.png(Weeks.busy());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(720);
    assertThat(image.getRGB(3, 3) & 0xFFFFFF).isEqualTo(0x1E1F22);
    List<Integer> seen = new ArrayList<>();
    for (int color : new int[] {0x4CC37B, 0x8EC8F2, 0xE8B93E, 0xD84A3F, 0xC07AE0, 0x80848E}) {
      if (pixels(image, color) > 100) {
        seen.add(color);
      }
    }
    assertThat(seen).hasSize(6);
    assertThat(png.length).isLessThan(200_000);
    String gallery = System.getProperty("nightshift.gallery");
    if (gallery != null) {
      Files.write(Path.of(gallery, "outcomes.png"), png);
    }
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
    String svg = OutcomeChart.svg(Weeks.busy(), Palette.DARK);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var root =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 720 820");
    // Words are drawn as outlines, so that the picture needs no font.
    assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(20);
    assertThat(svg).contains("rgb(76,195,123)", "rgb(142,200,242)", "rgb(128,132,142)");
    assertThat(svg).doesNotContain("<script");
  }

  @Test
  void on_a_light_page_its_ground_is_light_and_each_colour_stands_out() throws Exception {
    String svg = OutcomeChart.svg(Weeks.busy(), Palette.LIGHT);
    assertThat(svg).contains("fill:white").doesNotContain("rgb(30,31,34)", "rgb(76,195,123)");
    for (Palette palette : Palette.values()) {
      for (Outcome o : Outcome.values()) {
        // WCAG 2.2, 1.4.11: what one has to see to understand a picture.
        assertThat(contrast(palette.of(o), palette.ground()))
            .as(palette + " " + o)
            .isGreaterThanOrEqualTo(3);
      }
    }
  }

  private static double contrast(Color a, Color b) {
    double one = luminance(a) + 0.05;
    double other = luminance(b) + 0.05;
    return Math.max(one, other) / Math.min(one, other);
  }

  private static double luminance(Color c) {
    float[] rgb = c.getRGBColorComponents(null);
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  @Test
  void a_calm_week_is_drawn_and_counts_in_whole_plans() throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(OutcomeChart.png(Weeks.calm())));
    assertThat(pixels(image, 0x4CC37B)).isGreaterThan(1_000);
  }

  @Test
  void a_report_on_nothing_is_a_picture_too() throws Exception {
    assertThat(OutcomeChart.png(Weeks.empty())).isNotEmpty();
  }
}
