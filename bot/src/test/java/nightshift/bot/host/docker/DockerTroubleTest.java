package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerTroubleTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web; rm -rf /",
        "$(id)",
        "../../etc",
        "@everyone",
        "<script>",
        "-v",
        "",
        "web\nother",
        "web?all=1",
        "web/json",
        "wéb"
      })
  void a_hostile_name_is_refused_before_anything_is_sent(String name) {
    Settings.Docker anybody =
        new Settings.Docker(URI.create("unix:///nowhere.sock"), List.of("*"), List.of(), false);
    try (DockerHost host = new DockerHost(anybody)) {
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect(name))
          .withMessageContaining("this is not a container name")
          .matches(e -> e.kind() == Kind.NOT_ALLOWED)
          .matches(e -> !e.getMessage().contains("\n"));
    }
  }

  @Test
  void ten_thousand_characters_are_not_repeated_to_the_reader() {
    try (DockerHost host = new DockerHost(nowhere(Path.of("/nowhere.sock")))) {
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect("a".repeat(10_000)))
          .matches(e -> e.getMessage().length() < 200);
    }
  }

  @Test
  void a_socket_that_does_not_exist_is_named_with_what_to_do(@TempDir Path dir) {
    try (DockerHost host = new DockerHost(nowhere(dir.resolve("gone.sock")))) {
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect("web"))
          .withMessageContaining(dir + "/gone.sock")
          .withMessageContaining("there is no such socket; start Docker, or correct docker.host")
          .matches(e -> e.kind() == Kind.UNREACHABLE);
      assertThat(host.health().ok()).isFalse();
      assertThat(host.health().detail()).contains("there is no such socket");
    }
  }

  @Test
  void a_socket_that_nobody_listens_on_is_unreachable(@TempDir Path dir) throws Exception {
    Path socket = dir.resolve("dead.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    try (DockerHost host = new DockerHost(nowhere(socket))) {
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect("web"))
          .withMessageContaining("check that the Docker daemon runs")
          .matches(e -> e.kind() == Kind.UNREACHABLE);
    }
  }

  @Test
  void a_port_that_nobody_listens_on_is_unreachable() {
    Settings.Docker closed =
        new Settings.Docker(URI.create("tcp://127.0.0.1:1"), List.of("*"), List.of(), false);
    try (DockerHost host = new DockerHost(closed)) {
      assertThatExceptionOfType(DockerTrouble.class)
          .isThrownBy(() -> host.inspect("web"))
          .withMessageContaining("tcp://127.0.0.1:1")
          .matches(e -> e.kind() == Kind.UNREACHABLE);
    }
  }

  @Test
  void an_engine_that_never_answers_is_given_up_on(@TempDir Path dir) throws Exception {
    Path socket = dir.resolve("mute.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      try (DockerHost host = new DockerHost(nowhere(socket))) {
        long began = System.nanoTime();
        assertThat(host.health().ok()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
      }
    }
  }

  @Test
  @RealDocker
  void the_same_host_works_again_once_the_engine_is_back(Patients patients, @TempDir Path dir)
      throws Exception {
    String name = patients.create("back", _ -> {}, "true");
    Path socket = dir.resolve("proxy.sock");
    Settings.Docker through =
        new Settings.Docker(URI.create("unix://" + socket), List.of("*"), List.of(), false);
    try (DockerHost host = new DockerHost(through)) {
      assertThat(host.health().ok()).isFalse();
      try (SocketProxy _ = SocketProxy.open(socket, Path.of(patients.engine().getPath()))) {
        assertThat(host.inspect(name).status()).isEqualTo(Status.CREATED);
      }
      assertThat(host.health().ok()).isFalse();
      try (SocketProxy _ = SocketProxy.open(socket, Path.of(patients.engine().getPath()))) {
        assertThat(host.inspect(name).status()).isEqualTo(Status.CREATED);
      }
    }
  }

  private static Settings.Docker nowhere(Path socket) {
    return new Settings.Docker(URI.create("unix://" + socket), List.of("*"), List.of(), false);
  }
}
