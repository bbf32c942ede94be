package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.ssh.LoopbackSsh;
import nightshift.config.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers and images of another machine, whose engine is reached through a real SSH server. */
@Tag("journey")
@RealDocker
class ElsewhereNightTest {

  private static final String PLAYBOOK =
      """
      playbook: far-container-down
      match: ['alertname="Night"']
      target: "container://nas/{{ details.name }}"
      confidence: 80
      steps:
        - container.restart: { grace: 1s }
      verify: { settle: 1s, within: 30s }
      """;

  @TempDir private Path dir;

  @BeforeEach
  void clientThere() {
    boolean client =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "docker")));
    assumeTrue(client, "the other machine needs Docker's command line");
  }

  private static String settings(Settings.Ssh ssh, String allowed) {
    return """
    hosts:
      nas:
        ssh:
          address: %s
          port: %d
          user: %s
          key_file: %s
          known_hosts_file: %s
        docker: { host: "ssh:docker", containers: ["%s"], events: false }
    """
        .formatted(
            ssh.address(), ssh.port(), ssh.user(), ssh.keyFile(), ssh.knownHostsFile(), allowed);
  }

  @Test
  void a_container_of_another_machine_that_died_is_started_again_there(Patients patients)
      throws Exception {
    String name = patients.idle("web");
    String neighbour = patients.idle("neighbour");
    String beside = patients.state(neighbour);
    try (LoopbackSsh nas = new LoopbackSsh("nas", dir);
        Journey night = new Journey(house(), settings(nas.settings(), name), PLAYBOOK)) {
      patients.kill(name);
      patients.awaitEnd(name);
      String broken = patients.state(name);

      JsonNode plan = night.asked("Container down", Map.of("name", name));
      assertThat(plan.path("target").asText()).isEqualTo("container://nas/" + name);
      assertThat(plan.path("headline").asText()).as("the card says where").contains("nas");
      assertThat(patients.state(name)).as("nothing before somebody approves").isEqualTo(broken);

      JsonNode healed = night.approve(plan);

      assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
      assertThat(patients.state(name)).contains("running=true").isNotEqualTo(broken);
      assertThat(patients.state(neighbour)).isEqualTo(beside);
    }
  }

  @Test
  void what_the_other_machine_may_not_touch_is_left_alone(Patients patients) throws Exception {
    String name = patients.idle("web");
    try (LoopbackSsh nas = new LoopbackSsh("nas", dir);
        Journey night =
            new Journey(house(), settings(nas.settings(), patients.named("db")), PLAYBOOK)) {
      patients.kill(name);
      patients.awaitEnd(name);
      String broken = patients.state(name);

      String why = night.refused("Container down", Map.of("name", name));

      assertThat(why).contains(name);
      assertThat(patients.state(name)).isEqualTo(broken);
    }
  }

  @Test
  void what_nothing_uses_on_another_machine_is_removed_there_for_good(Patients patients)
      throws Exception {
    String image =
        patients.image("big", "FROM busybox:test\nRUN dd if=/dev/urandom of=/x bs=1M count=40\n");
    String beside = patients.image("beside", "FROM busybox:test\nLABEL which=beside\n");
    String playbook =
        """
        playbook: far-docker-full
        match: ['alertname="Night"']
        target: "disk://nas/var/lib/docker"
        diagnose: [docker.reclaimable]
        confidence: 80
        steps:
          - docker.prune: { what: [images] }
        verify: { probe: docker.reclaimable, below: %d, settle: 1s, within: 30s }
        """;
    try (LoopbackSsh nas = new LoopbackSsh("nas", dir);
        DockerHost host = patients.host()) {
      long stored = host.stock().reclaimable().values().stream().mapToLong(Long::longValue).sum();
      String prune = "events: false, prune: { images: [\"" + image + "\"] } }";
      String settings =
          settings(nas.settings(), patients.named("*")).replace("events: false }", prune)
              + "disk: { quarantine: quarantine }\n";
      try (Journey night =
          new Journey(house(), settings, playbook.formatted(stored - (20L << 20)))) {
        JsonNode plan = night.asked("Disk full", Map.of());
        assertThat(plan.toString())
            .contains("remove 1 unused image from Docker", " on nas", image)
            .contains("the engine is on another machine than the quarantine")
            .doesNotContain(beside);
        assertThat(patients.imageState(image)).as("nothing before somebody approves").isPresent();

        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(patients.imageState(image)).isEmpty();
        assertThat(patients.imageState(beside)).isPresent();
      }
    } finally {
      patients.removeImage(image);
      patients.removeImage(beside);
    }
  }

  private Path house() throws Exception {
    return Files.createDirectories(dir.toRealPath().resolve("house"));
  }
}
