package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.model.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Test;

class DockerHostTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  @RealDocker
  void a_crash_shows_its_exit_code_and_last_words(Patients patients) throws Exception {
    String name =
        patients.run("crash", _ -> {}, "sh", "-c", "echo out; echo token=abcdef >&2; exit 3");
    patients.awaitEnd(name);
    try (DockerHost host = patients.host()) {
      ContainerFacts c = host.inspect(name);

      assertThat(c.status()).isEqualTo(Status.EXITED);
      assertThat(c.exitCode()).isEqualTo(3);
      assertThat(c.oomKilled()).isFalse();
      assertThat(c.image()).isEqualTo(Patients.IMAGE);
      assertThat(c.finishedAt()).isPresent();
      assertThat(host.logs(c, 50, 8_192)).containsExactlyInAnyOrder("out", "token=[redacted]");
    }
  }

  @Test
  @RealDocker
  void out_of_memory_shows_as_such(Patients patients) throws Exception {
    String name = patients.run("oom", h -> h.withMemory(16L << 20), "tail", "/dev/zero");
    patients.awaitEnd(name);
    try (DockerHost host = patients.host()) {
      ContainerFacts c = host.inspect(name);

      assertThat(c.oomKilled()).isTrue();
      assertThat(c.exitCode()).isEqualTo(137);
      assertThat(c.memoryLimit()).isEqualTo(16L << 20);
    }
  }

  @Test
  @RealDocker
  void a_health_check_that_does_not_pass_shows_with_its_words(Patients patients) throws Exception {
    String name = patients.sick("sick");
    try (DockerHost host = patients.host()) {
      Await.until(PATIENCE, () -> health(host, name) == HealthCheck.UNHEALTHY);

      ContainerFacts c = host.inspect(name);
      assertThat(c.well()).isFalse();
      assertThat(c.healthOutput()).isEqualTo("no heartbeat");
    }
  }

  /** Docker mounts the files of the one whose network it is into the others. */
  @Test
  @RealDocker
  void our_own_container_was_not_known_when_it_shares_the_network_of_another(Patients patients)
      throws Exception {
    String tunnel = patients.idle("tunnel");
    String us =
        patients.run(
            "us",
            h -> h.withNetworkMode("container:" + tunnel),
            "sh",
            "-c",
            "cat /proc/self/mountinfo; trap 'exit 0' TERM; sleep 600 & wait");
    String neighbour = patients.idle("neighbour");
    Optional<String> read;
    try (DockerHost host = patients.host()) {
      ContainerFacts c = host.inspect(us);
      Await.until(PATIENCE, () -> mounts(host, c).contains("/etc/hosts"));
      read = OwnId.of(mounts(host, c), Optional.empty());
      assertThat(read).contains(host.inspect(tunnel).id());
    }
    try (DockerHost within = patients.hostInside(read.orElseThrow())) {
      ContainerFacts c = within.inspect(us);
      assertThat(within.isOwn(c)).isTrue();
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> within.lifecycle().restart(c, Optional.of(Duration.ZERO)))
          .withMessageContaining("Nightshift itself runs in it");
      assertThat(within.inspect(us).startedAt()).isEqualTo(c.startedAt());
      assertThat(within.isOwn(within.inspect(tunnel))).isTrue();
      assertThat(within.isOwn(within.inspect(neighbour))).isFalse();
    }
  }

  private static String mounts(DockerHost host, ContainerFacts c) {
    try {
      return String.join("\n", host.logs(c, 100, 32_768)) + "\n";
    } catch (DockerTrouble | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @RealDocker
  void docker_s_own_restarts_are_counted(Patients patients) throws Exception {
    String name =
        patients.run("loop", h -> h.withRestartPolicy(RestartPolicy.onFailureRestart(2)), "false");
    try (DockerHost host = patients.host()) {
      Await.until(PATIENCE, () -> inspected(host, name).restartCount() == 2);
      assertThat(inspected(host, name).restartPolicy()).isEqualTo("on-failure");
    }
  }

  @Test
  @RealDocker
  void a_long_log_is_cut_at_its_beginning(Patients patients) throws Exception {
    String name =
        patients.run(
            "chatty",
            _ -> {},
            "sh",
            "-c",
            "i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo line $i; done");
    patients.awaitEnd(name);
    try (DockerHost host = patients.host()) {
      ContainerFacts c = host.inspect(name);

      assertThat(host.logs(c, 50, 8_192)).hasSize(50).last().isEqualTo("line 500");
      assertThat(host.logs(c, 50, 100)).hasSizeLessThan(12).last().isEqualTo("line 500");
    }
  }

  @Test
  @RealDocker
  void one_sample_shows_memory_and_processor(Patients patients) throws Exception {
    String name =
        patients.run("busy", h -> h.withMemory(64L << 20), "sh", "-c", "while :; do :; done");
    try (DockerHost host = patients.host()) {
      ContainerUsage use = host.usage(host.inspect(name));

      assertThat(use.cpuPercent()).isPositive();
      assertThat(use.memoryLimit()).isEqualTo(64L << 20);
      assertThat(use.memoryPercent()).isBetween(0.01, 50.0);
      assertThat(use.processes()).isEqualTo(1);
    }
  }

  @Test
  @RealDocker
  void an_unknown_container_is_answered_with_the_nearest_allowed_one(Patients patients) {
    patients.create("webshop", _ -> {}, "true");
    try (DockerHost host = patients.host()) {
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect(patients.named("webshp")))
          .withMessageContaining("did you mean \"" + patients.named("webshop") + "\"?")
          .matches(e -> e.kind() == Kind.NO_SUCH_CONTAINER);
    }
  }

  @Test
  @RealDocker
  void the_beginning_of_an_id_is_not_a_name(Patients patients) throws Exception {
    String name = patients.create("byid", _ -> {}, "true");
    Settings.Docker anybody =
        new Settings.Docker(patients.engine(), List.of("*"), List.of(), false);
    try (DockerHost host = new DockerHost(anybody)) {
      String id = host.inspect(name).shortId();

      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect(id))
          .matches(e -> e.kind() == Kind.NO_SUCH_CONTAINER);
    }
  }

  @Test
  @RealDocker
  void a_healthy_engine_is_healthy(Patients patients) {
    try (DockerHost host = patients.host()) {
      assertThat(host.health().ok()).isTrue();
      assertThat(host.health().detail()).isEmpty();
    }
  }

  private static HealthCheck health(DockerHost host, String name) {
    return inspected(host, name).health();
  }

  private static ContainerFacts inspected(DockerHost host, String name) {
    try {
      return host.inspect(name);
    } catch (DockerTrouble | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
