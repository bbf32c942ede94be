package nightshift.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text from strangers is cleaned and cut at the door. */
class TextTest {

  @Test
  void escape_sequences_and_line_breaks_become_spaces() {
    assertThat(Text.line("a\u001b[31mred\r\nnext\u0000", 100)).isEqualTo("a [31mred  next");
  }

  @Test
  void text_that_would_turn_the_reading_direction_is_defused() {
    assertThat(Text.line("user\u202Egpj.exe\u2066x", 100)).doesNotContain("\u202E", "\u2066");
  }

  @Test
  void what_is_cut_says_so_and_never_splits_a_character() {
    String cut = Text.line("😀".repeat(100), 51);
    assertThat(cut).hasSizeLessThanOrEqualTo(51).endsWith("… (200 characters in all)");
    assertThat(cut.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
  }

  @Test
  void a_lone_surrogate_becomes_the_replacement_character() {
    assertThat(Text.line("a\uD800b", 10)).isEqualTo("a\uFFFDb");
  }

  @Test
  void an_alert_bounds_everything_that_it_carries() {
    LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    LinkedHashMap<String, Object> details = new LinkedHashMap<>(Map.of("deep", new Object()));
    for (int i = 0; i < 1_000; i++) {
      labels.put("label" + i, "x".repeat(10_000));
    }
    Alert alert =
        new Alert(
            "id",
            "api",
            "f".repeat(1_000),
            Category.AVAILABILITY,
            Severity.HIGH,
            "t".repeat(10_000),
            "m".repeat(100_000),
            labels,
            details,
            Instant.EPOCH,
            Instant.EPOCH);
    assertThat(alert.title()).hasSize(Alert.MAX_TITLE);
    assertThat(alert.message()).hasSize(Alert.MAX_MESSAGE);
    assertThat(alert.labels()).hasSize(Alert.MAX_ENTRIES);
    assertThat(alert.labels().firstEntry().getValue()).hasSize(Alert.MAX_VALUE);
    assertThat(alert.details().get("deep")).isInstanceOf(String.class);
  }
}
