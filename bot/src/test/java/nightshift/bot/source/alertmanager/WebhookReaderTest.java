package nightshift.bot.source.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import org.junit.jupiter.api.Test;

class WebhookReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  private static List<Signal> recorded(String name) throws IOException {
    String path = "/nightshift/bot/source/alertmanager/" + name;
    try (InputStream in = WebhookReaderTest.class.getResourceAsStream(path)) {
      return WebhookReader.read(in.readAllBytes(), NOW).signals();
    }
  }

  private static Alert one(String alert) {
    byte[] body = ("{\"alerts\":[" + alert + "]}").getBytes(StandardCharsets.UTF_8);
    return ((Signal.Firing) WebhookReader.read(body, NOW).signals().getFirst()).alert();
  }

  @Test
  void a_recorded_alert_keeps_its_name_time_words_and_labels() throws IOException {
    Alert a = ((Signal.Firing) recorded("firing-single-filesystem.json").getFirst()).alert();
    assertThat(a.source()).isEqualTo("alertmanager");
    assertThat(a.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(a.title()).startsWith("Disk /srv/tank on ");
    assertThat(a.labels()).containsEntry("alertname", "FilesystemAlmostFull");
    assertThat(a.details()).containsEntry("path", "/srv/tank");
    assertThat(a.startsAt()).isBefore(NOW);
    assertThat(a.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void a_repeat_is_the_same_firing() throws IOException {
    assertThat(recorded("repeat-identical-after-repeat_interval.json"))
        .isEqualTo(recorded("firing-group-of-3.json"));
  }

  @Test
  void a_group_may_hold_what_ended_and_what_lasts() throws IOException {
    List<Signal> signals = recorded("partially-resolved-group.json");
    assertThat(signals).hasSize(3);
    assertThat(signals.getFirst())
        .isEqualTo(
            new Signal.Resolved(
                "alertmanager", "970024105a20293e", Instant.parse("2026-11-24T00:18:59.769Z")));
    assertThat(signals.subList(1, 3)).allMatch(Signal.Firing.class::isInstance);
  }

  @Test
  void numbers_become_numbers_and_known_labels_get_the_names_of_playbooks() {
    Alert a =
        one(
            "{\"labels\":{\"alertname\":\"X\",\"container\":\"42\",\"zpool\":\"tank\"},"
                + "\"annotations\":{\"poolUsage\":\"92.5%\",\"restarts\":\"7\"}}");
    assertThat(a.details())
        .containsEntry("containerName", "42")
        .containsEntry("poolName", "tank")
        .containsEntry("poolUsage", 92.5)
        .containsEntry("restarts", 7L);
  }

  @Test
  void what_is_missing_is_filled_in_rather_than_refused() {
    Alert a =
        one("{\"labels\":{\"alertname\":\"X\",\"instance\":\"nas:9100\",\"severity\":\"odd\"}}");
    assertThat(a.title()).isEqualTo("X on nas:9100");
    assertThat(a.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(a.startsAt()).isEqualTo(NOW);
    assertThat(a.fingerprint()).matches("[0-9a-f]{16}");
    Alert zero =
        one("{\"labels\":{\"a\":\"b\"},\"startsAt\":\"0001-01-01T00:00:00Z\",\"new\":[{}]}");
    assertThat(zero.startsAt()).isEqualTo(NOW);
  }

  @Test
  void what_was_left_out_is_counted() {
    byte[] body = "{\"alerts\":[],\"truncatedAlerts\":12}".getBytes(StandardCharsets.UTF_8);
    assertThat(WebhookReader.read(body, NOW).truncated()).isEqualTo(12);
  }

  @Test
  void what_is_no_webhook_is_refused() {
    for (String body :
        List.of("{}", "[]", "7", "{\"alerts\":{}}", "{\"alerts\":[{}]}", "{\"alerts\":[7]}")) {
      assertThatThrownBy(() -> WebhookReader.read(body.getBytes(StandardCharsets.UTF_8), NOW))
          .as(body)
          .hasMessageContaining("alert");
    }
  }
}
