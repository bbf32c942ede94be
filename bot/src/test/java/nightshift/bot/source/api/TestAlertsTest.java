package nightshift.bot.source.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import nightshift.bot.http.Json;
import nightshift.bot.http.Problem;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestAlertsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  private static Alert read(String json) {
    Signal signal = TestAlerts.read(Json.read(json.getBytes(StandardCharsets.UTF_8)), NOW);
    return ((Signal.Firing) signal).alert();
  }

  /** The patterns are those of the original design's rules. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "{\"type\":\"container_crashed\",\"containerName\":\"web\"}; Container.*crashed",
        "{\"type\":\"disk_full\",\"poolName\":\"tank\",\"poolUsage\":92.5}; Pool.*capacity|Disk.*full",
        "{\"type\":\"download_failed\",\"appName\":\"sonarr\"}; Download.*failed|Queue.*stalled",
        "{\"type\":\"cpu_high\",\"cpuUsage\":97}; CPU.*high|CPU.*usage",
        "{\"type\":\"network_unreachable\",\"host\":\"nas\"}; Network.*unreachable",
      })
  void every_test_alert_is_found_by_the_rule_of_its_kind(String json, String pattern) {
    assertThat(read(json).title()).containsPattern(pattern);
  }

  @Test
  void the_body_of_the_original_design_works_as_written() {
    Alert alert = read("{\"type\": \"container_crashed\", \"containerName\": \"test-container\"}");
    assertThat(alert.title()).isEqualTo("Container crashed: test-container");
    assertThat(alert.details()).containsEntry("containerName", "test-container");
    assertThat(alert.labels())
        .containsEntry("alertname", "ContainerCrashed")
        .containsEntry("container", "test-container");
    assertThat(alert.source()).isEqualTo("test");
  }

  @Test
  void numbers_stay_numbers() {
    Alert alert = read("{\"type\":\"disk_full\",\"path\":\"/srv\",\"poolUsage\":92.5}");
    assertThat(alert.details()).containsEntry("poolUsage", 92.5).containsEntry("path", "/srv");
    assertThat(alert.labels()).containsEntry("mountpoint", "/srv");
  }

  @Test
  void mistakes_are_refused_with_what_was_meant() {
    assertThatThrownBy(() -> read("{\"type\":\"disk_ful\"}"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did you mean \"disk_full\"");
    assertThatThrownBy(() -> read("{\"type\":\"container_crashed\",\"container\":\"x\"}"))
        .hasMessageContaining("unknown field \"container\"");
    assertThatThrownBy(() -> read("{\"type\":\"container_crashed\",\"containerName\":[]}"))
        .hasMessageContaining("must be a text or a number");
  }
}
