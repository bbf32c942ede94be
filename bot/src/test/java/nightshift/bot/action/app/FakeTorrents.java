package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as qBittorrent's WebUI does, and on its own path as Transmission does. */
final class FakeTorrents extends Loopback {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  static final String USER = "alice";
  static final String PASSWORD = "correct horse";

  final List<Torrent> torrents = new CopyOnWriteArrayList<>();
  final List<String> rechecked = new CopyOnWriteArrayList<>();
  volatile boolean needsLogin;
  volatile String api = "2.8.3";

  record Torrent(String hash, String name, String state) {}

  @Override
  Reply answer(Request r) {
    if (r.path().equals("/transmission/rpc")) {
      return transmission(r);
    }
    if (r.path().equals("/api/v2/auth/login")) {
      boolean right = r.form().equals(Map.of("username", USER, "password", PASSWORD));
      return right
          ? new Reply(200, "Ok.", Map.of("Set-Cookie", "SID=open; HttpOnly; path=/"))
          : Reply.of(200, "Fails.");
    }
    if (needsLogin && !"SID=open".equals(r.headers().get("Cookie"))) {
      return Reply.of(403, "Forbidden");
    }
    return switch (r.path()) {
      case "/api/v2/app/version" -> Reply.of(200, "v4.5.2");
      case "/api/v2/app/webapiVersion" -> Reply.of(200, api);
      case "/api/v2/transfer/info" ->
          Reply.json(NODES.objectNode().put("connection_status", "connected"));
      case "/api/v2/torrents/info" -> Reply.json(list());
      case "/api/v2/torrents/recheck" -> recheck(r.form().getOrDefault("hashes", ""));
      case "/api/v2/torrents/resume", "/api/v2/torrents/start", "/api/v2/auth/logout" ->
          Reply.of(200, "");
      default -> Reply.of(404, "");
    };
  }

  private Reply recheck(String hashes) {
    rechecked.addAll(List.of(hashes.split("\\|")));
    torrents.replaceAll(
        t -> rechecked.contains(t.hash()) ? new Torrent(t.hash(), t.name(), "checkingDL") : t);
    return Reply.of(200, "");
  }

  private ArrayNode list() {
    ArrayNode all = NODES.arrayNode();
    torrents.forEach(
        t -> all.addObject().put("hash", t.hash()).put("name", t.name()).put("state", t.state()));
    return all;
  }

  private Reply transmission(Request r) {
    if (!"s-1".equals(r.headers().get("X-Transmission-Session-Id"))) {
      return new Reply(409, "Conflict", Map.of("X-Transmission-Session-Id", "s-1"));
    }
    ObjectNode said = NODES.objectNode().put("result", "success");
    ObjectNode arguments = said.putObject("arguments");
    switch (r.json().path("method").asText()) {
      case "torrent-get" -> {
        ArrayNode all = arguments.putArray("torrents");
        torrents.forEach(t ->
            all.addObject()
                .put("hashString", t.hash())
                .put("name", t.name())
                .put("status", t.state().equals("error") ? 0 : 4)
                .put("error", t.state().equals("error") ? 3 : 0)
                .put("errorString", t.state().equals("error") ? "No data found!" : "")
                .put("isStalled", t.state().equals("stalledDL")));
      }
      case "session-get" -> arguments.put("version", "3.00 (bb6b5a062e)");
      case "torrent-verify" ->
          r.json().path("arguments").path("ids").forEach(id -> rechecked.add(id.asText()));
      case "torrent-start" -> {}
      default -> said.put("result", "method name not recognized");
    }
    return Reply.json(said);
  }
}
