package nightshift.bot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape in the text format, version 0.0.4, read strictly: every line is a comment of a known
 * kind or a sample of a family whose type was said before it.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
final class Scrape {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "("
              + NAME
              + ")(\\{(?:"
              + LABEL
              + ",?)*})? ([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf|NaN))");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram)");
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") \\S.*");
  private static final List<String> OF_HISTOGRAMS = List.of("_bucket", "_sum", "_count");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();

  Scrape(String text) {
    assertThat(text).endsWith("\n");
    text.lines().forEach(this::line);
    types.forEach((name, type) -> {
      if (type.equals("histogram")) {
        cumulative(name);
      }
    });
  }

  private void line(String line) {
    Matcher type = TYPE.matcher(line);
    if (type.matches()) {
      assertThat(types.put(type.group(1), type.group(2))).as(line).isNull();
      return;
    }
    if (HELP.matcher(line).matches()) {
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as("a line that is no sample: " + line).isTrue();
    assertThat(types).as(line).containsKey(family(sample.group(1)));
    String series = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
    assertThat(samples.put(series, number(sample.group(3)))).as("twice: " + line).isNull();
  }

  private static double number(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private String family(String name) {
    return OF_HISTOGRAMS.stream()
        .filter(name::endsWith)
        .map(s -> name.substring(0, name.length() - s.length()))
        .filter(types::containsKey)
        .findFirst()
        .orElse(name);
  }

  /** Buckets never fall, and the last one has everything. */
  private void cumulative(String name) {
    double last = 0;
    for (Map.Entry<String, Double> e : samples.entrySet()) {
      if (e.getKey().startsWith(name + "_bucket")) {
        assertThat(e.getValue()).as(e.getKey()).isGreaterThanOrEqualTo(last);
        last = e.getKey().contains("le=\"+Inf\"") ? 0 : e.getValue();
      }
    }
  }

  /** A sample, by name and labels as they stand in the text; 0 when there is none. */
  double of(String series) {
    return samples.getOrDefault(series, 0.0);
  }

  /** The names of all series. */
  List<String> series() {
    return List.copyOf(samples.keySet());
  }
}
