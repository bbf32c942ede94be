package nightshift.bot.action.app;

import com.github.dockerjava.api.model.Bind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.Installed;
import nightshift.bot.host.docker.Patients;
import nightshift.config.AppSettings;
import nightshift.engine.contract.Await;
import org.jspecify.annotations.Nullable;

/** A real download client that talks to nobody beyond the loopback. */
abstract class RealClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Path downloads;
  final int port;
  private final Path dir;
  private final String program;
  private final HttpClient client = HttpClient.newHttpClient();
  private String container = "";
  private @Nullable Process process;

  RealClient(Path dir, String program) throws IOException {
    this.program = Installed.program(program);
    this.dir = dir.toRealPath();
    this.downloads = Files.createDirectories(this.dir.resolve("downloads"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** Which client it is. */
  abstract AppSettings.Kind kind();

  /** What the program is called with. */
  abstract List<String> arguments();

  /** Whether it answers. */
  abstract boolean answers();

  /** Adds a torrent of this file, which is already complete. */
  abstract void seed(Path file) throws Exception;

  /** How its only torrent is: one of {@link #complete} when all of it is there. */
  abstract String state();

  abstract List<String> complete();

  /** The state of a torrent whose files are gone. */
  abstract String missing();

  /** How much of its only torrent is there, 1 for all. */
  abstract double progress();

  final URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** It, as an application that needs no password. */
  final AppSettings app() {
    return app(Optional.empty(), Optional.empty());
  }

  final AppSettings app(Optional<String> username, Optional<String> password) {
    return new AppSettings(
        "torrents",
        kind(),
        url(),
        Optional.empty(),
        username,
        password,
        Optional.of(container).filter(c -> !c.isEmpty()),
        Optional.empty());
  }

  /** The name of its container. */
  final String container() {
    return container;
  }

  /** Runs it as a process of the test's, and waits until it answers. */
  final void begin() throws Exception {
    process =
        new ProcessBuilder(argv())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until(PATIENCE, this::answers);
  }

  /** Runs it in a container of this engine, beside this machine's own programs. */
  final void begin(Patients patients) {
    container =
        patients.run(
            "client",
            h ->
                h.withNetworkMode("host")
                    .withBinds(
                        Bind.parse("/usr:/usr:ro"),
                        Bind.parse("/lib:/lib:ro"),
                        Bind.parse("/lib64:/lib64:ro"),
                        Bind.parse(dir + ":" + dir)),
            argv().toArray(String[]::new));
    Await.until(PATIENCE, this::answers);
  }

  private List<String> argv() {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(program), arguments().stream())
        .toList();
  }

  /** Ends it properly, so that it writes down how its torrents are. */
  final void end() throws Exception {
    Process running = Objects.requireNonNull(process);
    running.destroy();
    if (!running.waitFor(30, TimeUnit.SECONDS)) {
      running.destroyForcibly().waitFor();
    }
  }

  /** Takes its only torrent's file away, and lets it notice. */
  void lose(Path file, Path away) throws Exception {
    end();
    Files.move(file, away);
    begin();
  }

  /** Waits until its only torrent is in one of these states. */
  final void await(List<String> states) {
    Await.until(PATIENCE, () -> states.contains(state()));
  }

  /** A torrent of one piece, which is all of this file. */
  static byte[] torrent(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    String name = file.getFileName().toString();
    ByteArrayOutputStream torrent = new ByteArrayOutputStream();
    torrent.writeBytes(
        bytes(
            "d4:infod6:lengthi%de4:name%d:%s12:piece lengthi%de6:pieces20:"
                .formatted(content.length, name.length(), name, content.length)));
    torrent.writeBytes(MessageDigest.getInstance("SHA-1").digest(content));
    torrent.writeBytes(bytes("ee"));
    return torrent.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Asks it; empty when it does not answer. */
  final Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(
          client.send(
              request.timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
    client.shutdownNow();
  }
}
