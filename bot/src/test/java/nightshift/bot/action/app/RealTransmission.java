package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.AppSettings;

/** A real Transmission: bound to the loopback, without DHT and the like. */
final class RealTransmission extends RealClient {

  private static final String SESSION = "X-Transmission-Session-Id";

  private final Path config;
  private String session = "";

  RealTransmission(Path dir) throws IOException {
    this(dir, Map.of());
  }

  /**
   * @param more settings of its own, besides those that keep it on the loopback
   */
  RealTransmission(Path dir, Map<String, Object> more) throws IOException {
    super(dir, "/usr/bin/transmission-daemon");
    this.config = Files.createDirectories(dir.toRealPath().resolve("config"));
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("rpc-bind-address", "127.0.0.1").put("rpc-port", port);
    settings.put("bind-address-ipv4", "127.0.0.1").put("bind-address-ipv6", "::1");
    settings.put("peer-port", 0).put("port-forwarding-enabled", false);
    for (String talk : List.of("dht", "lpd", "pex", "utp")) {
      settings.put(talk + "-enabled", false);
    }
    settings.put("download-dir", downloads.toString());
    // Its own 30 minutes would be a long test.
    settings.put("queue-stalled-enabled", true).put("queue-stalled-minutes", 0);
    more.forEach(settings::putPOJO);
    Files.writeString(config.resolve("settings.json"), settings.toString());
  }

  @Override
  AppSettings.Kind kind() {
    return AppSettings.Kind.TRANSMISSION;
  }

  @Override
  List<String> arguments() {
    return List.of("--foreground", "--config-dir", config.toString());
  }

  @Override
  boolean answers() {
    return call("session-get", JsonNodeFactory.instance.objectNode()).isPresent();
  }

  @Override
  void seed(Path file) throws Exception {
    add(torrent(file));
  }

  /** Adds a torrent, whatever is there of it. */
  void add(byte[] torrent) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    ask("torrent-add", arguments.put("metainfo", Base64.getEncoder().encodeToString(torrent)));
  }

  @Override
  String state() {
    JsonNode t = torrent();
    return t.path("error").asInt() == 0
        ? "status " + t.path("status").asInt(-1)
        : t.path("errorString").asText().split("!", 2)[0];
  }

  @Override
  List<String> complete() {
    return List.of("status 6");
  }

  @Override
  String missing() {
    return "No data found";
  }

  // It notices when a torrent starts, and across a restart only if it had saved what it knew.
  @Override
  void lose(Path file, Path away) throws Exception {
    ask("torrent-stop", JsonNodeFactory.instance.objectNode());
    await(List.of("status 0"));
    Files.move(file, away);
    ask("torrent-start", JsonNodeFactory.instance.objectNode());
  }

  @Override
  double progress() {
    return torrent().path("percentDone").asDouble();
  }

  private JsonNode torrent() {
    ObjectNode which = JsonNodeFactory.instance.objectNode();
    which.putArray("fields").add("status").add("error").add("errorString").add("percentDone");
    return ask("torrent-get", which).path("torrents").path(0);
  }

  private JsonNode ask(String method, ObjectNode arguments) {
    return call(method, arguments)
        .map(RealTransmission::read)
        .map(a -> a.path("arguments"))
        .orElse(JsonNodeFactory.instance.missingNode());
  }

  private static JsonNode read(String body) {
    try {
      return Loopback.JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> call(String method, ObjectNode arguments) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("method", method);
    body.set("arguments", arguments);
    Optional<HttpResponse<String>> said = send(post(body));
    if (said.filter(r -> r.statusCode() == 409).isPresent()) {
      session = said.get().headers().firstValue(SESSION).orElse("");
      said = send(post(body));
    }
    // One that wants a password is up as well.
    return said.filter(r -> r.statusCode() < 500).map(HttpResponse::body);
  }

  private HttpRequest.Builder post(ObjectNode body) {
    return HttpRequest.newBuilder(url().resolve("transmission/rpc"))
        .header(SESSION, session)
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
  }
}
