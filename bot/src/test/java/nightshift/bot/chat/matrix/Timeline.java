package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One room as a homeserver keeps it: every event in order, and what follows from them. */
final class Timeline {

  static final ObjectMapper JSON = new ObjectMapper();

  private final String room;
  private final List<ObjectNode> events = new ArrayList<>();

  Timeline(String room) {
    this.room = room;
  }

  /** Adds an event, and wakes who waits for one. */
  synchronized String add(String sender, String type, @Nullable String stateKey, JsonNode content) {
    ObjectNode event = JSON.createObjectNode();
    String id = "$" + UUID.randomUUID().toString().replace("-", "");
    event.put("event_id", id).put("room_id", room).put("type", type).put("sender", sender);
    event.put("origin_server_ts", Instant.parse("2026-11-24T03:00:00Z").toEpochMilli());
    event.set("content", content.deepCopy());
    if (stateKey != null) {
      event.put("state_key", stateKey);
    }
    if (type.equals("m.room.redaction")) {
      event.put("redacts", content.path("redacts").asText());
      find(content.path("redacts").asText()).ifPresent(e -> empty(e, event));
    }
    events.add(event);
    notifyAll();
    return id;
  }

  private static void empty(ObjectNode event, ObjectNode because) {
    event.set("content", JSON.createObjectNode());
    event.withObject("/unsigned").set("redacted_because", because.deepCopy());
  }

  synchronized Optional<ObjectNode> find(String id) {
    return events.stream().filter(e -> e.path("event_id").asText().equals(id)).findFirst();
  }

  /** How many there are: the token of now. */
  synchronized int size() {
    return events.size();
  }

  /** Waits until there is something after this place that somebody wants, or the time is over. */
  synchronized void await(int after, JsonNode filter, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (between(after, size(), filter).isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Ends all waiting. */
  synchronized void wake() {
    notifyAll();
  }

  /** The events after one place up to another that pass a filter, oldest first. */
  synchronized List<ObjectNode> between(int after, int upTo, JsonNode filter) {
    List<ObjectNode> out = new ArrayList<>();
    for (int i = Math.max(0, after); i < Math.min(upTo, events.size()); i++) {
      if (passes(events.get(i), filter)) {
        out.add(events.get(i).deepCopy());
      }
    }
    return out;
  }

  private static boolean passes(ObjectNode event, JsonNode filter) {
    boolean type = !filter.has("types") || has(filter.path("types"), event.path("type").asText());
    return type && !has(filter.path("not_senders"), event.path("sender").asText());
  }

  private static boolean has(JsonNode array, String text) {
    for (JsonNode item : array) {
      if (item.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Where an event stands. */
  synchronized int place(ObjectNode event) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).path("event_id").equals(event.path("event_id"))) {
        return i;
      }
    }
    throw new AssertionError("no such event " + event);
  }

  /** The current state: the last event per type and key. */
  synchronized List<ObjectNode> state() {
    Map<String, ObjectNode> out = new LinkedHashMap<>();
    for (ObjectNode e : events) {
      if (e.has("state_key")) {
        out.put(e.path("type").asText() + " " + e.path("state_key").asText(), e);
      }
    }
    return List.copyOf(out.values());
  }

  Optional<JsonNode> state(String type, String key) {
    return state().stream()
        .filter(e -> e.path("type").asText().equals(type))
        .filter(e -> e.path("state_key").asText().equals(key))
        .map(e -> e.path("content"))
        .findFirst();
  }

  /** {@code join}, {@code leave}, {@code invite}; empty for somebody who was never there. */
  String membership(String user) {
    return state("m.room.member", user).map(c -> c.path("membership").asText()).orElse("");
  }

  Set<String> joined() {
    Set<String> out = new LinkedHashSet<>();
    for (ObjectNode e : state()) {
      if (e.path("content").path("membership").asText().equals("join")) {
        out.add(e.path("state_key").asText());
      }
    }
    return out;
  }

  /** What relates to an event in this way and was not emptied, oldest first. */
  synchronized List<ObjectNode> relating(String to, String relation) {
    return events.stream()
        .filter(e -> e.at("/content/m.relates_to/event_id").asText().equals(to))
        .filter(e -> e.at("/content/m.relates_to/rel_type").asText().equals(relation))
        .map(ObjectNode::deepCopy)
        .toList();
  }

  /** Messages with their edits applied, as a client shows them, oldest first. */
  synchronized List<ObjectNode> shown() {
    List<ObjectNode> out = new ArrayList<>();
    for (ObjectNode e : events) {
      boolean message = e.path("type").asText().equals("m.room.message");
      boolean edit = e.at("/content/m.relates_to/rel_type").asText().equals("m.replace");
      if (message && !edit && !e.path("content").isEmpty()) {
        ObjectNode copy = e.deepCopy();
        List<ObjectNode> edits = relating(e.path("event_id").asText(), "m.replace");
        if (!edits.isEmpty()) {
          JsonNode newest = edits.getLast().at("/content/m.new_content").deepCopy();
          JsonNode relation = copy.at("/content/m.relates_to");
          if (!relation.isMissingNode()) {
            ((ObjectNode) newest).set("m.relates_to", relation);
          }
          copy.set("content", newest);
        }
        out.add(copy);
      }
    }
    return out;
  }

  static ArrayNode array(List<ObjectNode> nodes) {
    ArrayNode out = JSON.createArrayNode();
    nodes.forEach(out::add);
    return out;
  }
}
