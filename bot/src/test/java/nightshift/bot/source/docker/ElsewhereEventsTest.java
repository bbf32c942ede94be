package nightshift.bot.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.AlertSource;
import nightshift.engine.port.Health;
import org.junit.jupiter.api.Test;

class ElsewhereEventsTest {

  /** Tells these as soon as it is started. */
  private record Telling(List<Signal> signals) implements AlertSource {
    @Override
    public String name() {
      return "docker";
    }

    @Override
    public void start(AlertInbox inbox) {
      signals.forEach(inbox::accept);
    }

    @Override
    public Health health() {
      return Health.OK;
    }

    @Override
    public void close() {}
  }

  @Test
  void what_happens_on_another_machine_is_told_with_its_name() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Alert web =
        new Alert(
            "id",
            "docker",
            "died:web",
            Category.AVAILABILITY,
            Severity.HIGH,
            "Container web crashed",
            "",
            new LinkedHashMap<>(Map.of("container", "web")),
            new LinkedHashMap<>(Map.of("containerName", "web")),
            at,
            at);
    RecordingInbox inbox = new RecordingInbox();
    new ElsewhereEvents(
            new Telling(
                List.of(new Signal.Firing(web), new Signal.Resolved("docker", "died:web", at))),
            "nas")
        .start(inbox);
    Alert told = ((Signal.Firing) inbox.signals().getFirst()).alert();
    assertThat(told.details())
        .containsEntry("containerName", "//nas/web")
        .containsEntry("host", "nas");
    assertThat(told.labels()).containsEntry("host", "nas");
    assertThat(told.title()).isEqualTo("Container web crashed on nas");
    assertThat(told.fingerprint()).isEqualTo("nas/died:web");
    assertThat(told.id()).isNotEqualTo("id");
    assertThat(inbox.signals().getLast())
        .isEqualTo(new Signal.Resolved("docker", "nas/died:web", at));
  }
}
