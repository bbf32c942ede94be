package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.docker.RegistryGate;
import nightshift.bot.host.docker.Releases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next release of a container, in a registry that wants a log-in. */
@Tag("night")
@RealDocker
class LoginNightTest {

  private static final String USER = "robot-nightshift";
  private static final String PASSWORD = "hunter2-of-the-registry";
  private static final String PLAYBOOK =
      """
      playbook: next-release
      match: ['alertname="Night"']
      target: "container:{{ details.name }}"
      confidence: 80
      steps:
        - container.recreate: { pull: true, grace: 2s }
      verify: { settle: 1s, within: 30s }
      """;

  @TempDir private Path dir;

  private Journey night(Patients patients, Releases releases, String password) throws Exception {
    Journey.secret(house().resolve("registry.password"), password + "\n");
    String settings =
        """
        docker:
          host: "%s"
          containers: ["%s"]
          events: false
          registries:
            "%s": { username: %s, password_file: registry.password }
        """
            .formatted(patients.engine(), patients.named("*"), releases.registry().host(), USER);
    return new Journey(house(), settings, PLAYBOOK);
  }

  private Path house() throws Exception {
    return dir.toRealPath();
  }

  /** A container of the first release, when there is a second one and the registry is closed. */
  private String outdated(Patients patients, Releases releases) throws Exception {
    releases.publish(1);
    patients.pull(releases.stable());
    String name =
        patients.create(
            "web",
            _ -> {},
            c -> c.withImage(releases.stable()),
            "sh",
            "-c",
            "trap 'exit 0' TERM; sleep 600 & wait");
    patients.start(name);
    releases.publish(2);
    releases.registry().close(RegistryGate.of(RegistryGate.Way.BEARER, USER, PASSWORD));
    return name;
  }

  private void assertNothingIsWrittenDown() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(house().resolve("data"))) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain("hunter2")
          .doesNotContain(USER);
    }
  }

  @Test
  void a_release_is_pulled_with_the_login_of_the_configuration_which_is_written_nowhere(
      Patients patients) throws Exception {
    try (Releases releases = new Releases(patients)) {
      String name = outdated(patients, releases);
      try (Journey night = night(patients, releases, PASSWORD)) {
        JsonNode plan = night.asked("Container outdated", Map.of("name", name));
        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(patients.exec(name, "cat", "/release")).isEqualTo("2\n");
        assertThat(plan.toString() + healed).doesNotContain("hunter2").doesNotContain(USER);
      } finally {
        patients.remove(name);
      }
      assertNothingIsWrittenDown();
    }
  }

  @Test
  void with_a_wrong_login_nobody_is_asked_and_the_plan_says_what_to_correct(Patients patients)
      throws Exception {
    try (Releases releases = new Releases(patients)) {
      String name = outdated(patients, releases);
      String before = patients.state(name);
      try (Journey night = night(patients, releases, "hunter2-of-last-year")) {
        String why = night.refused("Container outdated", Map.of("name", name));

        assertThat(why)
            .contains("does not take the log-in", "correct docker.registries")
            .doesNotContain("hunter2")
            .doesNotContain(USER);
        assertThat(patients.state(name)).isEqualTo(before);
      } finally {
        patients.remove(name);
      }
      assertNothingIsWrittenDown();
    }
  }
}
