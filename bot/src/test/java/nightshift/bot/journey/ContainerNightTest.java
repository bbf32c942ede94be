package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that no restart can heal, because what ails it lies inside. */
@Tag("journey")
@RealDocker
class ContainerNightTest {

  private static final String MAIN =
      "if [ -e /tmp/lock ]; then echo 'bind: Address already in use'; exit 3; fi;"
          + " trap 'exit 0' TERM; sleep 600 & wait";

  @TempDir private Path dir;

  @Test
  void a_container_with_a_stale_lock_inside_is_recreated_and_undo_brings_the_old_one_back(
      Patients patients) throws Exception {
    String name = patients.run("web", _ -> {}, "sh", "-c", MAIN);
    patients.exec(name, "touch", "/tmp/lock");
    patients.stop(name);
    patients.start(name);
    patients.awaitEnd(name);
    String broken = patients.condition(name);
    String settings =
        """
        docker: { host: "%s", containers: ["%s"], events: false }
        """
            .formatted(patients.engine(), patients.named("*"));
    String playbook =
        """
        playbook: stale-lock
        match: ['alertname="Night"']
        target: "container:{{ details.name }}"
        steps:
          - container.recreate: { grace: 2s }
            when: cause == "port_in_use"
        verify: { settle: 1s, within: 30s }
        """;
    try (Journey night = new Journey(dir.toRealPath(), settings, playbook);
        DockerHost host = patients.host()) {
      JsonNode plan = night.asked("Container down", Map.of("name", name));
      assertThat(plan.path("cause").asText()).as(plan.toString()).isEqualTo("port_in_use");
      assertThat(patients.condition(name)).isEqualTo(broken);

      JsonNode healed = night.approve(plan);

      assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
      assertThat(host.inspect(name).running()).isTrue();
      assertThat(patients.exec(name, "ls", "/tmp")).doesNotContain("lock");

      JsonNode undone = night.undo(plan);
      assertThat(undone.path("state").asText()).as(undone.toString()).isEqualTo("resolved");
      assertThat(patients.condition(name)).isEqualTo(broken);
    } finally {
      patients.remove(name);
    }
  }
}
