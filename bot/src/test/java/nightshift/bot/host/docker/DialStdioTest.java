package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.host.ssh.DialStdio;
import nightshift.bot.host.ssh.LoopbackSsh;
import nightshift.config.Settings;
import nightshift.engine.port.Health;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine behind a real SSH server, both on this machine. */
@RealDocker
class DialStdioTest {

  @TempDir Path folder;

  @BeforeEach
  void clientThere() {
    boolean client =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "docker")));
    assumeTrue(client, "the other machine needs Docker's command line");
  }

  private static Settings.Docker through(Patients patients) {
    return new Settings.Docker(
        URI.create("ssh:docker"), List.of(patients.named("*")), List.of(), true);
  }

  @Test
  void containers_behind_ssh_are_seen_and_restarted(Patients patients) throws Exception {
    String name = patients.idle("far");
    try (LoopbackSsh nas = new LoopbackSsh("nas", folder);
        DialStdio dial = DialStdio.open("nas", nas.settings());
        DockerHost host = new DockerHost(through(patients), dial.socket())) {
      assertThat(host.list()).contains(name);
      assertThat(host.health()).isEqualTo(Health.OK);
      ContainerFacts before = host.inspect(name);
      assertThat(before.running()).isTrue();
      host.lifecycle().restart(before, Optional.of(Duration.ofSeconds(1)));
      ContainerFacts after = host.inspect(name);
      assertThat(after.startedAt()).isNotEqualTo(before.startedAt());
    }
  }

  @Test
  void a_host_that_is_gone_is_unreachable_and_nothing_was_sent(Patients patients) throws Exception {
    String name = patients.idle("far");
    try (LoopbackSsh nas = new LoopbackSsh("nas", folder);
        DialStdio dial = DialStdio.open("nas", nas.settings());
        DockerHost host = new DockerHost(through(patients), dial.socket())) {
      nas.die();
      assertThatThrownBy(() -> host.inspect(name))
          .isInstanceOfSatisfying(
              DockerTrouble.class,
              e -> assertThat(e.kind()).isEqualTo(DockerTrouble.Kind.UNREACHABLE))
          .hasMessageContaining("ssh:docker");
    }
  }

  @Test
  void its_socket_is_for_nobody_else_and_goes_with_it() throws Exception {
    Path socket;
    try (LoopbackSsh nas = new LoopbackSsh("nas", folder);
        DialStdio dial = DialStdio.open("nas", nas.settings())) {
      socket = Path.of(dial.socket().getPath());
      assertThat(Files.getPosixFilePermissions(socket.getParent()))
          .extracting(Enum::name)
          .allMatch(p -> p.startsWith("OWNER_"));
    }
    assertThat(socket.getParent()).doesNotExist();
  }
}
