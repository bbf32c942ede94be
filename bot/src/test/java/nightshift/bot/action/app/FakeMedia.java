package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.JsonNode;
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
  final List<String> deaf = new CopyOnWriteArrayList<>();
  volatile boolean copies;
  volatile boolean postOnly;
  volatile boolean feature = true;
  // Who goes right after the sessions were listed.
  volatile String leaves = "";

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
      case "GET /status/sessions" -> listed(plexSessions());
      case "GET /status/sessions/terminate" ->
          postOnly ? Reply.of(405, "") : terminate(r.query(), r.headers());
      case "POST /status/sessions/terminate" -> terminate(r.query(), r.headers());
      case "GET /Sessions" -> listed(jellyfinSessions());
      default -> r.method().equals("POST") ? command(r) : Reply.of(404, "");
    };
  }

  private Reply listed(JsonNode sessions) {
    viewers.removeIf(v -> v.id().equals(leaves));
    return Reply.json(sessions);
  }

  // The statuses are those of the published document.
  private Reply terminate(Map<String, String> query, Map<String, String> headers) {
    String id = query.getOrDefault("sessionId", "");
    if (!feature || headers.getOrDefault("X-Plex-Client-Identifier", "").isEmpty()) {
      return Reply.of(401, "");
    }
    if (id.isEmpty()) {
      return Reply.of(403, "");
    }
    if (viewers.stream().noneMatch(v -> v.id().equals(id))) {
      return Reply.of(404, "");
    }
    reasons.add(query.getOrDefault("reason", ""));
    end(id);
    return Reply.of(200, "");
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
      s.put("SupportsMediaControl", !deaf.contains(v.id()));
      s.putObject("NowPlayingItem").put("Name", v.title()).put("Id", "item of " + v.conversion());
      boolean converts = !v.conversion().isEmpty();
      s.putObject("PlayState").put("PlayMethod", converts ? "Transcode" : "DirectPlay");
      if (converts) {
        s.putObject("TranscodingInfo").put("IsVideoDirect", copies).put("IsAudioDirect", copies);
      }
    }
    return all;
  }

  private Reply command(Request r) {
    String[] parts = r.path().split("/", 4);
    if (parts.length < 4 || !parts[1].equals("Sessions")) {
      return Reply.of(404, "");
    }
    boolean there = viewers.stream().anyMatch(v -> v.id().equals(parts[2]));
    // A player that takes no commands is told nothing, and the answer is the same.
    boolean deafOne = deaf.contains(parts[2]);
    switch (parts[3]) {
      case "Message" -> {
        if (r.json().path("Text").asText().isBlank()) {
          return Reply.of(400, "The Text field is required.");
        }
        if (!deafOne) {
          reasons.add(r.json().path("Text").asText());
        }
      }
      case "Playing/Stop" -> {
        if (!deafOne) {
          end(parts[2]);
        }
      }
      default -> {
        return Reply.of(404, "");
      }
    }
    return Reply.of(there ? 204 : 404, "");
  }

  private void end(String id) {
    ended.add(id);
    viewers.removeIf(v -> v.id().equals(id));
  }
}
