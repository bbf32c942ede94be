package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.Catalogue;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFamilyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  @Test
  @RealDocker
  void a_running_container_reads_well_and_steady(Patients patients) throws Exception {
    Target web = new Target("container", patients.idle("web"));
    try (DockerHost host = patients.host()) {
      Probes probes = probes(host);

      Reading first = probes.read("container.state", web);
      Reading second = probes.read("container.state", web);

      assertThat(first.healthy()).isTrue();
      assertThat(first.at()).isEqualTo(NOW);
      assertThat(first.steady()).isEqualTo(second.steady()).containsKeys("started_at", "id");
      assertThat(first.facts())
          .containsEntry("status", "running")
          .containsEntry("health", "none")
          .containsEntry("memory_limit", 0L)
          .containsEntry("image", Patients.IMAGE);
      assertThat(first.lines()).first().asString().endsWith("is running");
      assertThat(probes.read("container.stats", web).facts()).containsKey("memory_bytes");
    }
  }

  @Test
  @RealDocker
  void a_restart_shows_as_unsteady(Patients patients) throws Exception {
    Target web = new Target("container", patients.idle("web"));
    try (DockerHost host = patients.host()) {
      Reading before = probes(host).read("container.state", web);
      host.lifecycle().restart(host.inspect(web.name()), Optional.of(Duration.ofSeconds(1)));

      assertThat(probes(host).read("container.state", web).steady()).isNotEqualTo(before.steady());
    }
  }

  @Test
  @RealDocker
  void a_crashed_container_reads_ill_and_its_log_says_why(Patients patients) throws Exception {
    String name = patients.run("web", _ -> {}, "sh", "-c", "cat /etc/app.conf; exit 1");
    patients.awaitEnd(name);
    Target web = new Target("container", name);
    try (DockerHost host = patients.host()) {
      Reading state = probes(host).read("container.state", web);

      assertThat(state.healthy()).isFalse();
      assertThat(state.facts()).containsEntry("exit_code", 1L).containsEntry("oom_killed", false);
      assertThat(probes(host).read("container.logs", web).lines())
          .singleElement()
          .asString()
          .contains("No such file or directory");
      assertThat(probes(host).read("container.stats", web).healthy()).isFalse();
    }
  }

  @Test
  @RealDocker
  void an_unknown_container_is_no_target_and_the_nearest_is_named(Patients patients) {
    patients.create("webshop", _ -> {}, "true");
    Target typo = new Target("container", patients.named("webshp"));
    try (DockerHost host = patients.host()) {
      for (String probe : probes(host).names()) {
        assertThatExceptionOfType(ProbeException.class)
            .isThrownBy(() -> probes(host).read(probe, typo))
            .withMessageContaining("did you mean \"" + patients.named("webshop") + "\"?")
            .matches(e -> e.kind() == ProbeException.Kind.NO_SUCH_TARGET);
      }
    }
  }

  @Test
  void a_dead_socket_is_unreachable_for_probes_and_touches_nothing_for_actions(@TempDir Path dir)
      throws Exception {
    URI gone = URI.create("unix://" + dir.resolve("gone.sock"));
    Target web = new Target("container", "web");
    ActionContext ctx =
        new ActionContext(
            web,
            "7-1",
            List.of("container " + "a".repeat(64) + " web"),
            NOW,
            Duration.ofSeconds(30));
    try (DockerHost host =
        new DockerHost(new Settings.Docker(gone, List.of("web"), List.of(), false))) {
      for (String probe : probes(host).names()) {
        assertThatExceptionOfType(ProbeException.class)
            .isThrownBy(() -> probes(host).read(probe, web))
            .withMessageContaining("gone.sock")
            .matches(e -> e.kind() == ProbeException.Kind.UNREACHABLE);
      }
      Catalogue catalogue =
          new Catalogue(new ContainerFamily(host, InstantSource.fixed(NOW)).actions());
      for (String action : List.of("container.restart", "container.start", "container.stop")) {
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> catalogue.bind(action, java.util.Map.of()).run(ctx))
            .withMessageContaining("there is no such socket")
            .matches(e -> e.effect() == Effect.NONE);
      }
    }
  }

  @Test
  void something_that_is_no_container_is_no_target() {
    try (DockerHost host =
        new DockerHost(
            new Settings.Docker(
                URI.create("unix:///nowhere.sock"), List.of("*"), List.of(), false))) {
      for (Target odd : List.of(new Target("disk", "web"), new Target("container", "a/b"))) {
        assertThatExceptionOfType(ProbeException.class)
            .isThrownBy(() -> probes(host).read("container.state", odd))
            .matches(e -> e.kind() == ProbeException.Kind.NO_SUCH_TARGET);
      }
    }
  }

  private static Probes probes(DockerHost host) {
    return new Probes(new ContainerFamily(host, InstantSource.fixed(NOW)).probes());
  }
}
