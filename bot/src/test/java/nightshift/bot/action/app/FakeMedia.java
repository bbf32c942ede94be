package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as Plex does, and on other paths as Jellyfin does. */
final class FakeMedia extends Loopback {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();
  final List<String> reasons = new CopyOnWriteArrayList<>();
  volatile boolean tellsPlaySession = true;

  /** Somebody who watches; an empty conversion means that the film is served as it is. */
  record Viewer(String id, String user, String title, String conversion) {}

  @Override
  Reply answer(Request r) {
    boolean plex = KEY.equals(r.headers().get("X-Plex-Token"));
    boolean jellyfin =
        ("MediaBrowser Token=\"" + KEY + "\"").equals(r.headers().get("Authorization"));
    if (!plex && !jellyfin) {
      return Reply.of(401, "");
    }
    return switch (r.method() + " " + r.path()) {
      case "GET /status/sessions" -> Reply.json(plexSessions());
      case "GET /status/sessions/terminate" -> {
        reasons.add(r.query().getOrDefault("reason", ""));
        end(r.query().getOrDefault("sessionId", ""));
        yield Reply.of(200, "");
      }
      case "GET /Sessions" -> Reply.json(jellyfinSessions());
      case "DELETE /Videos/ActiveEncodings" -> encoding(r.query());
      default ->
          r.path().matches("/Sessions/[^/]+/Playing/Stop") && r.method().equals("POST")
              ? stopped(r.path().split("/")[2])
              : Reply.of(404, "");
    };
  }

  private ObjectNode plexSessions() {
    ObjectNode root = NODES.objectNode();
    ObjectNode container = root.putObject("MediaContainer").put("size", viewers.size());
    ArrayNode all = container.putArray("Metadata");
    for (Viewer v : viewers) {
      ObjectNode m = all.addObject().put("title", v.title()).put("type", "movie");
      m.putObject("Session").put("id", v.id()).put("bandwidth", 8000);
      m.putObject("User").put("title", v.user());
      m.putObject("Player").put("title", "TV");
      if (!v.conversion().isEmpty()) {
        m.putObject("TranscodeSession")
            .put("key", v.conversion())
            .put("videoDecision", "transcode")
            .put("audioDecision", "copy");
      }
    }
    return root;
  }

  private ArrayNode jellyfinSessions() {
    ArrayNode all = NODES.arrayNode();
    all.addObject().put("Id", "idle").put("UserName", "nobody").put("DeviceId", "d0");
    for (Viewer v : viewers) {
      ObjectNode s = all.addObject().put("Id", v.id()).put("UserName", v.user());
      s.put("DeviceId", "device-" + v.id()).put("DeviceName", "TV");
      s.putObject("NowPlayingItem").put("Name", v.title());
      boolean converts = !v.conversion().isEmpty();
      s.putObject("PlayState").put("PlayMethod", converts ? "Transcode" : "DirectPlay");
      if (converts && tellsPlaySession) {
        s.put("PlaySessionId", v.conversion());
      }
    }
    return all;
  }

  private Reply encoding(Map<String, String> query) {
    // Both are required by the real one.
    if (query.getOrDefault("deviceId", "").isBlank()
        || query.getOrDefault("playSessionId", "").isBlank()) {
      return Reply.of(400, "The playSessionId field is required.");
    }
    viewers.removeIf(v -> v.conversion().equals(query.get("playSessionId")));
    return Reply.of(204, "");
  }

  private Reply stopped(String id) {
    end(id);
    return Reply.of(204, "");
  }

  private void end(String id) {
    ended.add(id);
    viewers.removeIf(v -> v.id().equals(id));
  }
}
