package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.docker.Releases;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that only the registry's next release heals. */
@Tag("night")
@RealDocker
class ReleaseNightTest {

  private static final String MAIN =
      "if [ $RELEASE = 1 ]; then echo 'bind: Address already in use'; exit 3; fi;"
          + " trap 'exit 0' TERM; sleep 600 & wait";
  private static final String PLAYBOOK =
      """
      playbook: next-release
      match: ['alertname="Night"']
      target: "container:{{ details.name }}"
      steps:
        - container.recreate: { pull: true, grace: 2s }
          when: cause == "port_in_use"
      verify: { settle: 1s, within: 30s }
      """;

  @TempDir private Path dir;

  private String settings(Patients patients) {
    return """
    docker: { host: "%s", containers: ["%s"], events: false }
    """
        .formatted(patients.engine(), patients.named("*"));
  }

  /** A container of the stable release that ended at once. */
  private String broken(Patients patients, Releases releases) throws Exception {
    releases.publish(1);
    patients.pull(releases.stable());
    String name =
        patients.create(
            "web",
            h -> h.withMemory(64L << 20),
            c -> c.withImage(releases.stable()).withEnv("MODE=prod"),
            "sh",
            "-c",
            MAIN);
    patients.start(name);
    patients.awaitEnd(name);
    return name;
  }

  @Test
  void a_release_is_pulled_by_the_digest_that_was_approved_and_undo_brings_the_old_one_back(
      Patients patients) throws Exception {
    try (Releases releases = new Releases(patients);
        DockerHost host = patients.host()) {
      String name = broken(patients, releases);
      String condition = patients.condition(name);
      String image = patients.imageState(releases.stable()).orElseThrow();
      releases.publish(2);
      List<String> fetched = releases.registry().fetched();
      try (Journey night = new Journey(house(), settings(patients), PLAYBOOK)) {
        JsonNode plan = night.asked("Container down", Map.of("name", name));
        assertThat(plan.toString())
            .contains(
                "pulls " + shown(releases.pinned()) + ", which is called " + releases.stable());
        assertThat(releases.registry().fetched())
            .as("nothing before the approval")
            .isEqualTo(fetched);
        assertThat(patients.condition(name)).isEqualTo(condition);

        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(host.inspect(name).running()).isTrue();
        assertThat(releases.registry().fetched()).hasSizeGreaterThan(fetched.size());
        assertThat(patients.exec(name, "cat", "/release")).isEqualTo("2\n");
        assertThat(patients.exec(name, "env")).contains("RELEASE=2\n", "MODE=prod\n");
        assertThat(patients.settings(name))
            .contains("image=" + releases.stable(), "memory=67108864");
        assertThat(patients.imageState(releases.pinned()))
            .isEqualTo(patients.imageState(releases.stable()))
            .isNotEqualTo(image);

        JsonNode undone = night.undo(plan);

        assertThat(undone.path("state").asText()).as(undone.toString()).isEqualTo("resolved");
        assertThat(patients.condition(name)).isEqualTo(condition);
        assertThat(patients.imageState(releases.stable())).contains(image);
      } finally {
        patients.remove(name);
      }
    }
  }

  @Test
  void the_container_of_the_old_release_is_removed_once_its_time_is_over(Patients patients)
      throws Exception {
    try (Releases releases = new Releases(patients);
        DockerHost host = patients.host()) {
      String name = broken(patients, releases);
      releases.publish(2);
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
      try {
        String aside;
        try (Journey night = new Journey(house(), settings(patients), PLAYBOOK)) {
          JsonNode plan = night.asked("Container down", Map.of("name", name));
          aside = name + ".nightshift-" + plan.path("number").asText() + "-1";
          night.approve(plan);
        }
        assertThat(patients.has(aside)).isTrue();
        String healed = patients.condition(name);

        try (Journey night = new Journey(house(), settings(patients), PLAYBOOK, later)) {
          Await.until(Duration.ofSeconds(45), () -> !patients.has(aside));
        }

        assertThat(patients.condition(name)).isEqualTo(healed);
        assertThat(host.inspect(name).running()).isTrue();
      } finally {
        patients.remove(name);
      }
    }
  }

  @Test
  void a_tag_that_moves_after_the_plan_was_drawn_up_ends_the_plan_and_nothing_is_pulled(
      Patients patients) throws Exception {
    try (Releases releases = new Releases(patients)) {
      String name = broken(patients, releases);
      String condition = patients.state(name);
      releases.publish(2);
      List<String> fetched = releases.registry().fetched();
      try (Journey night = new Journey(house(), settings(patients), PLAYBOOK)) {
        JsonNode plan = night.asked("Container down", Map.of("name", name));
        String approved = releases.pinned();
        releases.publish(3);

        JsonNode ended = night.approve(plan);

        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("cancelled");
        assertThat(ended.toString())
            .contains(shown(approved) + " was approved, " + shown(releases.pinned()));
        assertThat(patients.state(name)).isEqualTo(condition);
        assertThat(releases.registry().fetched()).isEqualTo(fetched);
      } finally {
        patients.remove(name);
      }
    }
  }

  /** A digest is long: cards show its beginning. */
  private static String shown(String pinned) {
    return pinned.substring(0, pinned.indexOf("sha256:") + 19);
  }

  private Path house() throws Exception {
    return dir.toRealPath();
  }
}
