package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightshift.config.AppSettings;

/** A real qBittorrent: bound to the loopback, without DHT and the like. */
final class RealQBittorrent extends RealClient {

  private static final String BOUNDARY = "nightshift-boundary";

  private final Path profile;

  RealQBittorrent(Path dir) throws IOException {
    super(dir, "/usr/bin/qbittorrent-nox");
    this.profile = Files.createDirectories(dir.toRealPath().resolve("profile"));
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

  @Override
  AppSettings.Kind kind() {
    return AppSettings.Kind.QBITTORRENT;
  }

  @Override
  List<String> arguments() {
    return List.of("--profile=" + profile);
  }

  @Override
  boolean answers() {
    return get("app/version").isPresent();
  }

  @Override
  void seed(Path file) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "savepath\"", bytes(downloads.toString()));
    part(body, "skip_checking\"", bytes("true"));
    part(
        body,
        "torrents\"; filename=\"a.torrent\"\r\nContent-Type: application/x-bittorrent",
        torrent(file));
    body.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
    send(
        HttpRequest.newBuilder(url().resolve("api/v2/torrents/add"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void part(ByteArrayOutputStream body, String head, byte[] content) {
    body.writeBytes(
        bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + head + "\r\n\r\n"));
    body.writeBytes(content);
    body.writeBytes(bytes("\r\n"));
  }

  @Override
  String state() {
    return torrent().path("state").asText();
  }

  @Override
  List<String> complete() {
    return List.of("stalledUP", "uploading", "queuedUP", "forcedUP");
  }

  @Override
  String missing() {
    return "missingFiles";
  }

  @Override
  double progress() {
    return torrent().path("progress").asDouble();
  }

  private JsonNode torrent() {
    try {
      return Loopback.JSON.readTree(get("torrents/info").orElse("[]")).path(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> get(String path) {
    return send(HttpRequest.newBuilder(url().resolve("api/v2/" + path)))
        .filter(r -> r.statusCode() == 200)
        .map(HttpResponse::body);
  }
}
