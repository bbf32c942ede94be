package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Channels and threads, and the messages in them. */
final class Channels {

  private final Supplier<String> ids;
  private final Map<String, ObjectNode> messages = new LinkedHashMap<>();
  private final Map<String, ObjectNode> nonces = new LinkedHashMap<>();
  private final Map<String, ObjectNode> threads = new LinkedHashMap<>();
  private final Set<String> lostThreads = new HashSet<>();
  private final Set<String> channels =
      new HashSet<>(Set.of(Shapes.CHANNEL, Shapes.LAB, Shapes.LETTERS));

  Channels(Supplier<String> ids) {
    this.ids = ids;
  }

  void serve(RoutesConfig r, Door door) {
    String all = Door.API + "/channels/{channel}/messages";
    r.post(all, door.to(this::posted));
    r.patch(all + "/{message}", door.to(this::edited));
    r.delete(all + "/{message}", door.to(this::deleted));
    r.post(all + "/{message}/threads", door.to(this::threaded));
    r.patch(Door.API + "/channels/{channel}", door.to(this::unarchived));
    r.get(Door.API + "/guilds/{guild}/threads/active", door.to(c -> listed(false)));
    r.get(Door.API + "/channels/{channel}/threads/archived/public", door.to(c -> listed(true)));
  }

  private synchronized Answer posted(Call call) {
    String channel = call.id("channel");
    if (!channels.contains(channel) && !threads.containsKey(channel)) {
      return Answer.refused(Codes.NOT_FOUND, Codes.UNKNOWN_CHANNEL);
    }
    String nonce = channel + call.body().path("nonce").asText();
    ObjectNode known = call.body().path("enforce_nonce").asBoolean() ? nonces.get(nonce) : null;
    if (known != null) {
      return Answer.ok(known.deepCopy());
    }
    Optional<String> wrong = Refusals.message(call.body(), !call.files().isEmpty());
    if (wrong.isPresent()) {
      return Answer.refused(Codes.BAD, Codes.INVALID_FORM);
    }
    ObjectNode message = filled(Shapes.message(ids.get(), channel), call.body());
    messages.put(message.get("id").asText(), message);
    nonces.put(nonce, message);
    return Answer.ok(message.deepCopy());
  }

  /** A message with what a request says in it. */
  static ObjectNode filled(ObjectNode message, JsonNode body) {
    for (String field : List.of("content", "components", "flags")) {
      if (body.hasNonNull(field)) {
        message.set(field, body.get(field).deepCopy());
      }
    }
    int n = 0;
    for (JsonNode part : message.findParents("type")) {
      boolean component = part.has("style") || part.has("components") && part.has("type");
      if (component && !part.has("author")) {
        ((ObjectNode) part).put("id", ++n);
      }
    }
    if (body.hasNonNull("embeds")) {
      ArrayNode embeds = body.get("embeds").deepCopy();
      embeds.forEach(e -> ((ObjectNode) e).put("type", "rich"));
      message.set("embeds", embeds);
    }
    return message;
  }

  private synchronized Answer edited(Call call) {
    ObjectNode message = messages.get(call.id("message"));
    ObjectNode thread = threads.get(call.id("channel"));
    if (message == null) {
      return Answer.refused(Codes.NOT_FOUND, Codes.UNKNOWN_MESSAGE);
    }
    if (thread != null && archived(thread)) {
      return Answer.refused(Codes.BAD, Codes.THREAD_ARCHIVED);
    }
    return Answer.ok(filled(message, call.body()).deepCopy());
  }

  private synchronized Answer deleted(Call call) {
    return messages.remove(call.id("message")) == null
        ? Answer.refused(Codes.NOT_FOUND, Codes.UNKNOWN_MESSAGE)
        : Answer.empty();
  }

  private synchronized Answer threaded(Call call) {
    String id = call.id("message");
    if (!messages.containsKey(id)) {
      return Answer.refused(Codes.NOT_FOUND, Codes.UNKNOWN_MESSAGE);
    }
    if (threads.containsKey(id) || lostThreads.contains(id)) {
      return Answer.refused(Codes.BAD, Codes.HAS_THREAD_ALREADY);
    }
    ObjectNode thread = Shapes.thread(id, call.body().path("name").asText());
    threads.put(id, thread);
    return new Answer(Codes.CREATED, Map.of(), thread.deepCopy());
  }

  private synchronized Answer unarchived(Call call) {
    ObjectNode thread = threads.get(call.id("channel"));
    if (thread == null) {
      return Answer.refused(Codes.NOT_FOUND, Codes.UNKNOWN_CHANNEL);
    }
    boolean archived = call.body().path("archived").asBoolean();
    ((ObjectNode) thread.get("thread_metadata")).put("archived", archived);
    return Answer.ok(thread.deepCopy());
  }

  private synchronized Answer listed(boolean archived) {
    ObjectNode out = Shapes.object("{\"threads\":[],\"members\":[],\"has_more\":false}");
    threads.values().stream()
        .filter(t -> archived(t) == archived)
        .map(ObjectNode::deepCopy)
        .forEach(((ArrayNode) out.get("threads"))::add);
    return Answer.ok(out);
  }

  private static boolean archived(ObjectNode thread) {
    return thread.at("/thread_metadata/archived").asBoolean();
  }

  /** The messages in a channel or thread, oldest first. */
  synchronized List<ObjectNode> in(String channel) {
    return messages.values().stream()
        .filter(m -> m.get("channel_id").asText().equals(channel))
        .map(ObjectNode::deepCopy)
        .toList();
  }

  /** Takes a message away; its nonce stays known. */
  synchronized void lose(String message) {
    messages.remove(message);
  }

  /** Takes a thread away, with all that is in it; Discord makes no second one there. */
  synchronized void loseThread(String thread) {
    threads.remove(thread);
    lostThreads.add(thread);
    empty(thread);
  }

  /** Takes a channel away, with all that is in it. */
  synchronized void loseChannel(String channel) {
    channels.remove(channel);
    empty(channel);
  }

  private void empty(String channel) {
    messages.values().removeIf(m -> m.get("channel_id").asText().equals(channel));
  }

  /** Puts the thread under a message into the archive. */
  synchronized void archive(String thread) {
    ObjectNode found = threads.get(thread);
    if (found == null) {
      throw new IllegalArgumentException("there is no thread " + thread);
    }
    ((ObjectNode) found.get("thread_metadata")).put("archived", true);
  }
}
