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
import java.util.List;
import java.util.Map;
import nightshift.config.MatrixSettings;

/**
 * A homeserver on the loopback with one room and one bot. It behaves as Synapse was seen to: the
 * same transaction id gives the first event, whatever the second one was; a reaction twice is
 * refused; a withdrawn one arrives empty; more events than fit make a limited timeline; the first
 * answer to a sync without a token is given again.
 */
public final class FakeHomeserver implements AutoCloseable {

  /** One request as it came. */
  public record Call(String method, String path, JsonNode body) {}

  /** The bot. */
  public static final String BOT = "@nightshift:test.example";

  /** The room. */
  public static final String ROOM = "!night:test.example";

  static final String CLIENT = "/_matrix/client/v3";
  static final String IN_ROOM = CLIENT + "/rooms/{room}";
  private static final String TOKEN = "syt_a_token_of_a_bot_that_is_none";

  final Timeline timeline = new Timeline(ROOM);
  private final List<Call> calls = new ArrayList<>();
  private final Deque<Integer> failures = new ArrayDeque<>();
  private final Uploads files = new Uploads(this);
  private final ReadEndpoints reading = new ReadEndpoints(this);
  private final WriteEndpoints writing = new WriteEndpoints(this);
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

  volatile boolean closing;

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
          reading.routes(config.routes);
          writing.routes(config.routes);
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

  interface Handler {
    void handle(Context ctx) throws Exception;
  }

  /** Only for who is in the room. */
  io.javalin.http.Handler inside(Handler handler) {
    return ctx -> {
      boolean in = timeline.membership(BOT).equals("join") && ctx.pathParam("room").equals(ROOM);
      if (in) {
        handler.handle(ctx);
      } else {
        refuse(ctx, 403, "M_FORBIDDEN");
      }
    };
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
    r.post("/_matrix/media/v3/upload", files::take);
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

  static void json(Context ctx, JsonNode node) {
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
  void losing(int changes) {
    writing.losing(changes);
  }

  synchronized List<Call> calls(String method, String pathPart) {
    return calls.stream()
        .filter(c -> c.method().equals(method) && c.path().contains(pathPart))
        .toList();
  }

  /** A stored file. */
  String file(String address) {
    return new String(stored(address).bytes(), StandardCharsets.UTF_8);
  }

  /** A stored file with its type. */
  Uploads.Stored stored(String address) {
    return files.stored(address);
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
