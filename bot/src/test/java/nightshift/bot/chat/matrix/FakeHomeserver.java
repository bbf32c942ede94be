package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.MatrixSettings;
import org.jspecify.annotations.Nullable;

/**
 * A homeserver on the loopback with one room and one bot. It behaves as Synapse was seen to: the
 * same transaction id gives the first event, whatever the second one was; a reaction twice is
 * refused; a withdrawn one arrives empty; more events than fit make a limited timeline; the first
 * answer to a sync without a token is given again.
 */
public final class FakeHomeserver implements AutoCloseable {

  /** One request as it came. */
  public record Call(String method, String path, JsonNode body) {}

  /** A file as it was uploaded. */
  record Stored(String type, byte[] bytes) {}

  /** The bot. */
  public static final String BOT = "@nightshift:test.example";

  /** The room. */
  public static final String ROOM = "!night:test.example";

  private static final String CLIENT = "/_matrix/client/v3";
  private static final String IN_ROOM = CLIENT + "/rooms/{room}";
  private static final String TOKEN = "syt_a_token_of_a_bot_that_is_none";

  final Timeline timeline = new Timeline(ROOM);
  private final Map<String, String> transactions = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Deque<Integer> failures = new ArrayDeque<>();
  private final Map<String, Stored> files = new HashMap<>();
  private int lost;
  private @Nullable String firstSync;
  private final Javalin server;

  /** Answers nothing but 502 while this is set. */
  volatile boolean down;

  /** Knows no token while this is set. */
  volatile boolean forgotten;

  /** Refuses to tell history while this is set. */
  volatile boolean mute;

  /** Which device the bot's token is of. */
  volatile String device = "NIGHTSHIFT";

  /** Most events in one batch. */
  volatile int batch = 1_000;

  /** Most bytes of one event. */
  volatile int largest = 65_536;

  /** What uploads are answered with instead of being stored; 0 stores them. */
  volatile int uploads;

  private volatile boolean closing;

  public FakeHomeserver() {
    this(0);
  }

  FakeHomeserver(int port) {
    ObjectNode create = Timeline.JSON.createObjectNode().put("room_version", "10");
    timeline.add("@admin:test.example", "m.room.create", "", create.put("m.federate", false));
    powers("{\"users\":{\"@nightshift:test.example\":50},\"events\":{\"m.reaction\":10}}");
    member(BOT, "join");
    server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.routes.before("/_matrix/*", this::received);
          account(config.routes);
          reading(config.routes);
          writing(config.routes);
        });
    server.start("127.0.0.1", port);
  }

  int port() {
    return server.port();
  }

  /** Where and how the room is reached. */
  public MatrixSettings settings() {
    return settings(Map.of());
  }

  MatrixSettings settings(Map<String, Integer> powerLevels) {
    return new MatrixSettings(TOKEN, address(), ROOM, powerLevels);
  }

  /** The address of its API. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The bot's token. */
  public static String token() {
    return TOKEN;
  }

  // Read before anything is locked: a client that goes away would hold up all others.
  private void received(Context ctx) throws Exception {
    byte[] bytes = ctx.bodyAsBytes();
    boolean json = !ctx.path().contains("/media/") && bytes.length > 0;
    JsonNode body = json ? Timeline.JSON.readTree(bytes) : Timeline.JSON.missingNode();
    ctx.attribute("body", body);
    received(ctx, body);
  }

  private synchronized void received(Context ctx, JsonNode body) {
    calls.add(new Call(ctx.method().toString(), ctx.path(), body));
    String bearer = String.valueOf(ctx.header("Authorization"));
    boolean changes = ctx.method() == HandlerType.PUT || ctx.path().contains("/media/");
    Integer failure = changes ? failures.poll() : null;
    if (down) {
      ctx.status(502).result("<html>bad gateway</html>");
      ctx.skipRemainingHandlers();
    } else if (!ctx.path().endsWith("/versions")
        && (forgotten || !bearer.equals("Bearer " + TOKEN))) {
      refuse(ctx, 401, "M_UNKNOWN_TOKEN");
    } else if (failure != null) {
      fail(ctx, failure);
    }
  }

  private static void fail(Context ctx, int status) {
    refuse(ctx, status, status == 429 ? "M_LIMIT_EXCEEDED" : "M_UNKNOWN");
  }

  static void refuse(Context ctx, int status, String code) {
    ObjectNode body = Timeline.JSON.createObjectNode().put("errcode", code).put("error", "no");
    if (status == 429) {
      body.put("retry_after_ms", 40);
    }
    json(ctx.status(status), body);
    ctx.skipRemainingHandlers();
  }

  private void account(RoutesConfig r) {
    r.get(
        "/_matrix/client/versions",
        ctx -> json(ctx, object("{\"versions\":[\"v1.1\",\"v1.4\",\"v1.11\"]}")));
    r.get(
        CLIENT + "/account/whoami",
        ctx ->
            json(
                ctx,
                Timeline.JSON.createObjectNode().put("user_id", BOT).put("device_id", device)));
    r.post(CLIENT + "/join/{room}", this::join);
    r.post("/_matrix/media/v3/upload", this::uploaded);
  }

  private void join(Context ctx) {
    String now = timeline.membership(BOT);
    if (!ctx.pathParam("room").equals(ROOM) || now.equals("leave") || now.isEmpty()) {
      refuse(ctx, 403, "M_FORBIDDEN");
      return;
    }
    if (now.equals("invite")) {
      member(BOT, "join");
    }
    json(ctx, object("{\"room_id\":\"" + ROOM + "\"}"));
  }

  private synchronized void uploaded(Context ctx) {
    switch (uploads) {
      case 0 -> store(ctx);
      case 403 -> refuse(ctx, uploads, "M_FORBIDDEN");
      case 413 -> refuse(ctx, uploads, "M_TOO_LARGE");
      default -> ctx.status(uploads).result("<html>no</html>");
    }
  }

  private void store(Context ctx) {
    String address = "mxc://test.example/" + files.size();
    files.put(address, new Stored(String.valueOf(ctx.contentType()), ctx.bodyAsBytes()));
    json(ctx, object("{\"content_uri\":\"" + address + "\"}"));
  }

  private void reading(RoutesConfig r) {
    r.get(CLIENT + "/sync", this::sync);
    r.get(IN_ROOM + "/messages", inside(this::messages));
    r.get(IN_ROOM + "/event/{event}", inside(this::event));
    r.get(IN_ROOM + "/state", inside(ctx -> json(ctx, Timeline.array(timeline.state()))));
    r.get(IN_ROOM + "/state/{type}", inside(this::state));
    r.get(IN_ROOM + "/joined_members", inside(this::joined));
    r.get("/_matrix/client/v1/rooms/{room}/relations/{event}/{relation}", inside(this::relations));
  }

  private interface Handler {
    void handle(Context ctx) throws Exception;
  }

  private io.javalin.http.Handler inside(Handler handler) {
    return ctx -> {
      boolean in = timeline.membership(BOT).equals("join") && ctx.pathParam("room").equals(ROOM);
      if (in) {
        handler.handle(ctx);
      } else {
        refuse(ctx, 403, "M_FORBIDDEN");
      }
    };
  }

  private void sync(Context ctx) throws Exception {
    String since = ctx.queryParam("since");
    JsonNode filter = Timeline.JSON.readTree(ctx.queryParam("filter"));
    JsonNode wanted = filter.at("/room/timeline");
    if (since == null) {
      synchronized (this) {
        firstSync = firstSync == null ? "s" + timeline.size() : firstSync;
        json(ctx, Timeline.JSON.createObjectNode().put("next_batch", firstSync));
      }
      return;
    }
    if (!since.matches("s\\d+")) {
      refuse(ctx, 400, "M_UNKNOWN");
      return;
    }
    int after = Integer.parseInt(since.substring(1));
    long timeout = ctx.queryParamAsClass("timeout", Long.class).getOrDefault(0L);
    timeline.await(after, wanted, closing ? 0 : timeout);
    if (down) {
      ctx.status(502).result("<html>bad gateway</html>");
    } else if (forgotten) {
      refuse(ctx, 401, "M_UNKNOWN_TOKEN");
    } else {
      json(ctx, told(after, wanted));
    }
  }

  private ObjectNode told(int after, JsonNode wanted) {
    int now = timeline.size();
    ObjectNode out = Timeline.JSON.createObjectNode().put("next_batch", "s" + now);
    List<ObjectNode> all = timeline.between(after, now, wanted);
    if (all.isEmpty()) {
      return out;
    }
    String as =
        switch (timeline.membership(BOT)) {
          case "join" -> "join";
          case "invite" -> "invite";
          default -> "leave";
        };
    int most = Math.min(batch, wanted.path("limit").asInt(10));
    List<ObjectNode> last = all.subList(Math.max(0, all.size() - most), all.size());
    ObjectNode told = out.withObject("/rooms/" + as).putObject(ROOM).putObject("timeline");
    told.set("events", Timeline.array(last));
    told.put("limited", last.size() < all.size());
    told.put("prev_batch", "t" + timeline.place(last.getFirst()));
    return out;
  }

  private void messages(Context ctx) throws Exception {
    if (mute) {
      refuse(ctx, 403, "M_FORBIDDEN");
      return;
    }
    JsonNode filter = Timeline.JSON.readTree(ctx.queryParam("filter"));
    int from = Integer.parseInt(String.valueOf(ctx.queryParam("from")).substring(1));
    int to = Integer.parseInt(String.valueOf(ctx.queryParam("to")).substring(1));
    int most = ctx.queryParamAsClass("limit", Integer.class).get();
    List<ObjectNode> all = timeline.between(to, from, filter);
    List<ObjectNode> page = all.subList(Math.max(0, all.size() - most), all.size());
    ObjectNode out = Timeline.JSON.createObjectNode();
    out.set("chunk", Timeline.array(page.reversed()));
    if (page.size() < all.size()) {
      out.put("end", "t" + timeline.place(page.getFirst()));
    }
    json(ctx, out);
  }

  private void event(Context ctx) {
    Optional<ObjectNode> found = timeline.find(ctx.pathParam("event"));
    found.ifPresentOrElse(e -> json(ctx, e), () -> refuse(ctx, 404, "M_NOT_FOUND"));
  }

  private void state(Context ctx) {
    timeline
        .state(ctx.pathParam("type"), "")
        .ifPresentOrElse(c -> json(ctx, c), () -> refuse(ctx, 404, "M_NOT_FOUND"));
  }

  private void joined(Context ctx) {
    ObjectNode out = Timeline.JSON.createObjectNode();
    ObjectNode all = out.putObject("joined");
    timeline.joined().forEach(u -> all.putObject(u).put("display_name", "Somebody"));
    json(ctx, out);
  }

  private void relations(Context ctx) {
    List<ObjectNode> all =
        timeline.relating(ctx.pathParam("event"), ctx.pathParam("relation")).reversed();
    int from = Integer.parseInt(Optional.ofNullable(ctx.queryParam("from")).orElse("0"));
    int to = Math.min(all.size(), from + 3);
    ObjectNode out = Timeline.JSON.createObjectNode();
    out.set("chunk", Timeline.array(all.subList(Math.min(from, to), to)));
    if (to < all.size()) {
      out.put("next_batch", String.valueOf(to));
    }
    json(ctx, out);
  }

  private void writing(RoutesConfig r) {
    r.put(IN_ROOM + "/send/{type}/{transaction}", inside(this::sent));
    r.put(IN_ROOM + "/redact/{event}/{transaction}", inside(this::redacted));
  }

  private synchronized void sent(Context ctx) {
    String type = ctx.pathParam("type");
    JsonNode content = body(ctx);
    String key = device + " " + ctx.pathParam("transaction");
    String known = transactions.get(key);
    if (known != null) {
      json(ctx, Timeline.JSON.createObjectNode().put("event_id", known));
    } else if (!powers().may(BOT, type)) {
      refuse(ctx, 403, "M_FORBIDDEN");
    } else if (content.toString().getBytes(StandardCharsets.UTF_8).length > largest) {
      refuse(ctx, 413, "M_TOO_LARGE");
    } else if (type.equals("m.reaction") && twice(BOT, content)) {
      refuse(ctx, 400, "M_DUPLICATE_ANNOTATION");
    } else {
      done(ctx, key, timeline.add(BOT, type, null, content));
    }
  }

  private synchronized void redacted(Context ctx) {
    String key = device + " " + ctx.pathParam("transaction");
    ObjectNode content = Timeline.JSON.createObjectNode().put("redacts", ctx.pathParam("event"));
    String known = transactions.get(key);
    done(ctx, key, known != null ? known : timeline.add(BOT, "m.room.redaction", null, content));
  }

  private void done(Context ctx, String key, String event) {
    transactions.put(key, event);
    if (lost > 0) {
      lost--;
      ctx.status(502).result("<html>lost</html>");
    } else {
      json(ctx, Timeline.JSON.createObjectNode().put("event_id", event));
    }
  }

  private boolean twice(String user, JsonNode content) {
    JsonNode relation = content.path("m.relates_to");
    return timeline.relating(relation.path("event_id").asText(), "m.annotation").stream()
        .filter(e -> e.path("sender").asText().equals(user))
        .anyMatch(e -> e.at("/content/m.relates_to/key").equals(relation.path("key")));
  }

  private Powers powers() {
    JsonNode levels = timeline.state("m.room.power_levels", "").orElse(Timeline.JSON.missingNode());
    return new Powers(levels, java.util.Set.of());
  }

  private static JsonNode body(Context ctx) {
    return java.util.Objects.requireNonNull(ctx.attribute("body"));
  }

  private static void json(Context ctx, JsonNode node) {
    ctx.contentType("application/json").result(node.toString());
  }

  static ObjectNode object(String json) {
    try {
      return (ObjectNode) Timeline.JSON.readTree(json);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** Sets who may do what. */
  void powers(String json) {
    timeline.add("@admin:test.example", "m.room.power_levels", "", object(json));
  }

  /** Somebody comes, goes, or is invited. */
  public void member(String user, String membership) {
    ObjectNode content = Timeline.JSON.createObjectNode().put("membership", membership);
    timeline.add("@admin:test.example", "m.room.member", user, content);
  }

  void encrypt() {
    timeline.add(
        "@admin:test.example",
        "m.room.encryption",
        "",
        object("{\"algorithm\":\"m.megolm.v1.aes-sha2\"}"));
  }

  /** The next changes are answered with these statuses. */
  synchronized void failing(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  synchronized boolean stillFailing() {
    return !failures.isEmpty();
  }

  /** So many changes are made, and their answers lost. */
  synchronized void losing(int changes) {
    lost = changes;
  }

  synchronized List<Call> calls(String method, String pathPart) {
    return calls.stream()
        .filter(c -> c.method().equals(method) && c.path().contains(pathPart))
        .toList();
  }

  /** A stored file. */
  synchronized String file(String address) {
    return new String(stored(address).bytes(), StandardCharsets.UTF_8);
  }

  /** A stored file with its type. */
  synchronized Stored stored(String address) {
    return java.util.Objects.requireNonNull(files.get(address), address);
  }

  /** The cards in the room as a client shows them, oldest first. */
  public List<ObjectNode> cards() {
    return timeline.shown().stream()
        .filter(e -> e.path("sender").asText().equals(BOT))
        .filter(e -> e.at("/content/m.relates_to").isMissingNode())
        .toList();
  }

  /** The messages in a thread as a client shows them, oldest first. */
  public List<ObjectNode> thread(String root) {
    return timeline.shown().stream()
        .filter(e -> e.at("/content/m.relates_to/event_id").asText().equals(root))
        .filter(e -> e.at("/content/m.relates_to/rel_type").asText().equals("m.thread"))
        .toList();
  }

  /** The keys of the bot's own reactions to an event. */
  public List<String> seeds(String event) {
    return timeline.relating(event, "m.annotation").stream()
        .filter(e -> e.path("sender").asText().equals(BOT))
        .map(e -> e.at("/content/m.relates_to/key").asText())
        .toList();
  }

  /** Somebody reacts to an event. */
  public String react(String user, String event, String key) {
    if (!timeline.joined().contains(user)) {
      throw new AssertionError(user + " is not in the room");
    }
    return timeline.add(user, "m.reaction", null, Content.reaction(event, key));
  }

  /** Somebody writes. */
  String say(String user, String body) {
    ObjectNode content = Timeline.JSON.createObjectNode().put("msgtype", "m.text");
    return timeline.add(user, "m.room.message", null, content.put("body", body));
  }

  /** Somebody writes into a thread. */
  String say(String user, String root, String body) {
    ObjectNode content = Timeline.JSON.createObjectNode().put("msgtype", "m.text");
    content.put("body", body);
    return timeline.add(user, "m.room.message", null, Content.inThread(content, root, root));
  }

  /** Somebody withdraws or deletes an event. */
  String redact(String user, String event) {
    return timeline.add(
        user, "m.room.redaction", null, Timeline.JSON.createObjectNode().put("redacts", event));
  }

  @Override
  public void close() {
    closing = true;
    timeline.wake();
    timeline.add("@admin:test.example", "m.room.message", null, object("{\"body\":\"bye\"}"));
    server.stop();
  }
}
