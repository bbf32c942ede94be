package nightshift.bot.action.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.docker.Patients;
import nightshift.engine.contract.Await;
import org.jspecify.annotations.Nullable;

/**
 * A real qBittorrent that talks to nobody: bound to the loopback, without DHT and the like. Where
 * it is not installed, the test is skipped, or fails when the system property {@code
 * nightshift.qbittorrent} is {@code required}.
 */
final class RealQBittorrent implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/qbittorrent-nox");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOUNDARY = "nightshift-boundary";

  final Path downloads;
  private final Path profile;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String container;
  private @Nullable Process process;

  /** One that runs as a process of the test's. */
  RealQBittorrent(Path dir) throws Exception {
    this(dir, "");
    begin();
  }

  /** One that runs in a container of this engine, beside this machine's own programs. */
  RealQBittorrent(Path dir, Patients patients) throws Exception {
    this(dir, patients.named("qb"));
    patients.run(
        "qb",
        h ->
            h.withNetworkMode("host")
                .withBinds(
                    Bind.parse("/usr:/usr:ro"),
                    Bind.parse("/lib:/lib:ro"),
                    Bind.parse("/lib64:/lib64:ro"),
                    Bind.parse(dir + ":" + dir)),
        argv().toArray(String[]::new));
    awaitAnswer();
  }

  private RealQBittorrent(Path dir, String container) throws Exception {
    this.container = container;
    boolean there = Files.isExecutable(PROGRAM);
    if (!there && "required".equals(System.getProperty("nightshift.qbittorrent"))) {
      throw new IllegalStateException(
          "nightshift.qbittorrent=required, but there is no " + PROGRAM);
    }
    assumeTrue(there, "there is no " + PROGRAM);
    this.profile = Files.createDirectories(dir.resolve("profile"));
    this.downloads = Files.createDirectories(dir.resolve("downloads"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    Path config = Files.createDirectories(profile.resolve("qBittorrent/config"));
    Files.writeString(
        config.resolve("qBittorrent.conf"),
        """
        [BitTorrent]
        Session\\DHTEnabled=false
        Session\\LSDEnabled=false
        Session\\PeXEnabled=false
        Session\\Interface=lo
        Session\\InterfaceName=lo
        Session\\DefaultSavePath=%s
        [LegalNotice]
        Accepted=true
        [Network]
        PortForwardingEnabled=false
        [Preferences]
        WebUI\\Address=127.0.0.1
        WebUI\\Port=%d
        WebUI\\LocalHostAuth=false
        WebUI\\UseUPnP=false
        """
            .formatted(downloads, port));
  }

  /** The name of its container. */
  String container() {
    return container;
  }

  private List<String> argv() {
    return List.of(PROGRAM.toString(), "--profile=" + profile);
  }

  /** Whether it answers. */
  boolean answers() {
    return get("app/version") != null;
  }

  private void awaitAnswer() {
    Await.until(PATIENCE, this::answers);
  }

  /** Starts it and waits until it answers. */
  void begin() throws Exception {
    process =
        new ProcessBuilder(argv())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitAnswer();
  }

  /** Ends it properly, so that it writes down how its torrents are. */
  void end() throws Exception {
    Process process = Objects.requireNonNull(this.process);
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Adds a torrent of this file, which is already complete. */
  void seed(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    ByteArrayOutputStream torrent = new ByteArrayOutputStream();
    String name = file.getFileName().toString();
    torrent.writeBytes(
        bytes(
            "d4:infod6:lengthi%de4:name%d:%s12:piece lengthi%de6:pieces20:"
                .formatted(content.length, name.length(), name, content.length)));
    torrent.writeBytes(MessageDigest.getInstance("SHA-1").digest(content));
    torrent.writeBytes(bytes("ee"));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "savepath\"", bytes(downloads.toString()));
    part(body, "skip_checking\"", bytes("true"));
    part(
        body,
        "torrents\"; filename=\"a.torrent\"\r\nContent-Type: application/x-bittorrent",
        torrent.toByteArray());
    body.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
    client.send(
        HttpRequest.newBuilder(url().resolve("api/v2/torrents/add"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private static void part(ByteArrayOutputStream body, String head, byte[] content) {
    body.writeBytes(
        bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + head + "\r\n\r\n"));
    body.writeBytes(content);
    body.writeBytes(bytes("\r\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits until its only torrent is in one of these states. */
  void await(String... states) {
    Await.until(PATIENCE, () -> List.of(states).contains(torrent().path("state").asText()));
  }

  /** Its only torrent, as it says itself. */
  JsonNode torrent() {
    try {
      String list = get("torrents/info");
      return new ObjectMapper().readTree(list == null ? "[]" : list).path(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String get(String path) {
    try {
      HttpResponse<String> r =
          client.send(
              HttpRequest.newBuilder(url().resolve("api/v2/" + path))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return r.statusCode() == 200 ? r.body() : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
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
