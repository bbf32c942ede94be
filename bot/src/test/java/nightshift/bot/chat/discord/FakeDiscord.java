package nightshift.bot.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import nightshift.config.Settings;
import org.jspecify.annotations.Nullable;

/** A server on the loopback that speaks as much of Discord's REST API as the room uses. */
final class FakeDiscord implements AutoCloseable {

  /** One request as it came. */
  record Call(String method, String path, JsonNode body, List<String> files) {}

  private static final String API = "/api/v10";
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int BAD = 400;
  private static final int FORBIDDEN = 403;

  /** For {@link #failing}: too many requests, whatever they are about. */
  static final int GLOBAL = -429;

  // An id tells when it was made, and JDA believes it: in tests they are made now.
  private final AtomicLong ids =
      new AtomicLong((System.currentTimeMillis() - 1_420_070_400_000L) << 22);
  private final Map<String, ObjectNode> messages = new LinkedHashMap<>();
  private final Map<String, ObjectNode> nonces = new LinkedHashMap<>();
  private final Map<String, ObjectNode> threads = new LinkedHashMap<>();
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Deque<Integer> failures = new ArrayDeque<>();
  private final Map<String, Integer> forbidden = new LinkedHashMap<>();
  private final Set<String> channels =
      new HashSet<>(Set.of(Shapes.CHANNEL, Shapes.LAB, Shapes.LETTERS));
  private final Map<String, Long> heard = new ConcurrentHashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final Set<String> lostThreads = new HashSet<>();
  private int lost;
  private ArrayNode commands = Shapes.JSON.createArrayNode();
  private final Javalin server;
  private final int port;

  /** The other half: sessions and events. */
  final FakeGateway gateway = new FakeGateway();

  /** What {@code interactions_endpoint_url} says. */
  @Nullable String interactionsUrl;

  /** Whose bot it is. */
  static final String TOKEN = "a-token-of-a-bot-that-is-none";

  /** The token that is good. */
  volatile String token = TOKEN;

  /** Where some cards go instead. */
  List<Settings.Route> routes = List.of();

  /** Whether messages with files are refused. */
  volatile boolean noFiles;

  /** Whether acknowledgements are answered as too late. */
  volatile boolean late;

  FakeDiscord() {
    this(0);
  }

  FakeDiscord(int port) {
    server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.routes.before(API + "/*", this::received);
          config.routes.after(API + "/*", this::answered);
          users(config.routes);
          letters(config.routes);
          channels(config.routes);
          interactions(config.routes);
          config.routes.ws("/gateway", gateway::serve);
        });
    server.start("127.0.0.1", port);
    this.port = server.port();
    gateway.address = gateway().toString();
  }

  int port() {
    return port;
  }

  private URI gateway() {
    return URI.create("ws://127.0.0.1:" + port() + "/gateway");
  }

  Settings.Discord settings() {
    return new Settings.Discord(
        TOKEN,
        Shapes.GUILD,
        Shapes.CHANNEL,
        routes,
        Map.of("oncall", Shapes.ONCALL),
        URI.create("http://127.0.0.1:" + port() + API + "/"),
        gateway());
  }

  private synchronized void received(Context ctx) throws IOException {
    boolean parts = ctx.isMultipartFormData();
    String text = parts ? String.valueOf(ctx.formParam("payload_json")) : ctx.body();
    JsonNode body = text.isBlank() ? Shapes.JSON.missingNode() : Shapes.JSON.readTree(text);
    List<String> files = new ArrayList<>();
    if (parts) {
      for (var f : ctx.uploadedFiles()) {
        files.add(new String(f.content().readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    String path = ctx.path().substring(API.length());
    calls.add(new Call(ctx.method().name(), path, body, files));
    ctx.attribute("body", body);
    ctx.attribute("files", files);
    OpenApi.given()
        .ifPresent(api -> violations.addAll(api.request(ctx.method().name(), path, body)));
    if (!("Bot " + token).equals(ctx.header("Authorization"))
        && !path.startsWith("/webhooks")
        && !path.startsWith("/interactions")) {
      ctx.status(401).json(Map.of("message", "401: Unauthorized", "code", 0));
      ctx.skipRemainingHandlers();
      return;
    }
    for (var no : forbidden.entrySet()) {
      if ((ctx.method() + " " + path).contains(no.getKey())) {
        refuse(
            ctx, no.getValue() == Troubles.UNKNOWN_CHANNEL ? NOT_FOUND : FORBIDDEN, no.getValue());
        ctx.skipRemainingHandlers();
        return;
      }
    }
    Integer failure = path.startsWith("/channels") ? failures.poll() : null;
    if (failure != null) {
      fail(ctx, failure);
    }
  }

  private synchronized void answered(Context ctx) throws IOException {
    int status = ctx.status().getCode();
    String said = ctx.result();
    if (status / 100 != 2 || said == null || said.isBlank()) {
      return;
    }
    JsonNode body = Shapes.JSON.readTree(said);
    String path = ctx.path().substring(API.length());
    OpenApi.given()
        .ifPresent(api -> violations.addAll(api.answer(ctx.method().name(), path, status, body)));
  }

  private static void fail(Context ctx, int status) {
    ctx.status(status == GLOBAL ? 429 : status);
    if (status == GLOBAL) {
      ctx.header("Retry-After", "1")
          .header("X-RateLimit-Scope", "global")
          .header("Via", "1.1 here");
      ctx.header("X-RateLimit-Global", "true");
      ctx.json(Map.of("message", "slow down", "retry_after", 0.3, "global", true));
    } else if (status == 429) {
      ctx.header("Retry-After", "1").header("X-RateLimit-Scope", "user").header("Via", "1.1 here");
      ctx.json(Map.of("message", "slow down", "retry_after", 0.05, "global", false));
    } else {
      ctx.json(Map.of("message", "trouble", "code", 0));
    }
    ctx.skipRemainingHandlers();
  }

  private static void refuse(Context ctx, int status, int code) {
    ctx.status(status).json(Map.of("message", "refused", "code", code));
  }

  private void users(io.javalin.config.RoutesConfig r) {
    r.get(API + "/users/@me", ctx -> json(ctx, Shapes.self()));
    r.get(
        API + "/applications/@me",
        ctx -> {
          ObjectNode app = Shapes.application();
          app.put("interactions_endpoint_url", interactionsUrl);
          json(ctx, app);
        });
    String all = API + "/applications/{app}/guilds/{guild}/commands";
    r.get(all, ctx -> json(ctx, commands));
    r.put(all, this::told);
  }

  private synchronized void told(Context ctx) {
    if (Refusals.commands(body(ctx)).isPresent()) {
      refuse(ctx, BAD, 50035);
      return;
    }
    commands = ((ArrayNode) body(ctx)).deepCopy();
    for (JsonNode c : commands) {
      ArrayNode contexts = Shapes.JSON.createArrayNode();
      c.path("contexts").forEach(n -> contexts.add(n.asInt()));
      ((ObjectNode) c).set("contexts", contexts);
      ArrayNode types = Shapes.JSON.createArrayNode();
      c.path("integration_types").forEach(n -> types.add(n.asInt()));
      ((ObjectNode) c).set("integration_types", types);
      ((ObjectNode) c)
          .put("id", next())
          .put("application_id", Shapes.BOT)
          .put("guild_id", Shapes.GUILD)
          .put("version", next());
    }
    json(ctx, commands);
  }

  private void letters(io.javalin.config.RoutesConfig r) {
    r.post(
        API + "/users/@me/channels",
        ctx -> {
          ObjectNode channel =
              Shapes.object("{\"id\":\"%s\",\"type\":1,\"flags\":0}", Shapes.LETTERS);
          channel
              .putArray("recipients")
              .add(Shapes.user(body(ctx).path("recipient_id").asText(), "somebody", false));
          json(ctx, channel);
        });
  }

  private void channels(io.javalin.config.RoutesConfig r) {
    String all = API + "/channels/{channel}/messages";
    r.post(all, this::posted);
    r.patch(all + "/{message}", this::edited);
    r.delete(all + "/{message}", this::deleted);
    r.post(all + "/{message}/threads", this::threaded);
    r.patch(API + "/channels/{channel}", this::unarchived);
    r.get(API + "/guilds/{guild}/threads/active", ctx -> json(ctx, listed(false)));
    r.get(API + "/channels/{channel}/threads/archived/public", ctx -> json(ctx, listed(true)));
  }

  private synchronized void posted(Context ctx) {
    String channel = ctx.pathParam("channel");
    JsonNode body = body(ctx);
    if (!channels.contains(channel) && !threads.containsKey(channel)) {
      refuse(ctx, NOT_FOUND, Troubles.UNKNOWN_CHANNEL);
      return;
    }
    String nonce = channel + body.path("nonce").asText();
    boolean known = body.path("enforce_nonce").asBoolean() && nonces.containsKey(nonce);
    if (known) {
      json(ctx, nonces.get(nonce));
      return;
    }
    Optional<String> wrong = Refusals.message(body, !files(ctx).isEmpty());
    if (noFiles && !files(ctx).isEmpty()) {
      refuse(ctx, 413, 40005);
      return;
    }
    if (wrong.isPresent()) {
      refuse(ctx, BAD, 50035);
      return;
    }
    ObjectNode message = filled(Shapes.message(next(), channel), body);
    messages.put(message.get("id").asText(), message);
    nonces.put(nonce, message);
    if (lost > 0) {
      lost--;
      fail(ctx, 500);
    } else {
      json(ctx, message);
    }
  }

  private static ObjectNode filled(ObjectNode message, JsonNode body) {
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

  private synchronized void edited(Context ctx) {
    ObjectNode message = messages.get(ctx.pathParam("message"));
    ObjectNode thread = threads.get(ctx.pathParam("channel"));
    if (message == null) {
      refuse(ctx, NOT_FOUND, Troubles.UNKNOWN_MESSAGE);
    } else if (thread != null && thread.at("/thread_metadata/archived").asBoolean()) {
      refuse(ctx, BAD, Troubles.THREAD_ARCHIVED);
    } else {
      json(ctx, filled(message, body(ctx)));
    }
  }

  private synchronized void deleted(Context ctx) {
    if (messages.remove(ctx.pathParam("message")) == null) {
      refuse(ctx, NOT_FOUND, Troubles.UNKNOWN_MESSAGE);
    } else {
      ctx.status(NO_CONTENT);
    }
  }

  private synchronized void threaded(Context ctx) {
    String id = ctx.pathParam("message");
    if (!messages.containsKey(id)) {
      refuse(ctx, NOT_FOUND, Troubles.UNKNOWN_MESSAGE);
    } else if (threads.containsKey(id) || lostThreads.contains(id)) {
      refuse(ctx, BAD, Troubles.HAS_THREAD_ALREADY);
    } else {
      ObjectNode thread = Shapes.thread(id, body(ctx).path("name").asText());
      threads.put(id, thread);
      ctx.status(201);
      json(ctx, thread);
    }
  }

  private synchronized void unarchived(Context ctx) {
    ObjectNode thread = threads.get(ctx.pathParam("channel"));
    boolean archived = body(ctx).path("archived").asBoolean();
    ((ObjectNode) thread.get("thread_metadata")).put("archived", archived);
    json(ctx, thread);
  }

  private synchronized ObjectNode listed(boolean archived) {
    ObjectNode out = Shapes.object("{\"threads\":[],\"members\":[],\"has_more\":false}");
    threads.values().stream()
        .filter(t -> t.at("/thread_metadata/archived").asBoolean() == archived)
        .forEach(((ArrayNode) out.get("threads"))::add);
    return out;
  }

  private void interactions(io.javalin.config.RoutesConfig r) {
    r.post(API + "/interactions/{id}/{token}/callback", this::acknowledged);
    r.patch(
        API + "/webhooks/{app}/{token}/messages/@original",
        ctx -> {
          if (noFiles && !files(ctx).isEmpty()) {
            refuse(ctx, 413, 40005);
            return;
          }
          synchronized (this) {
            answers.put(ctx.pathParam("token"), body(ctx));
          }
          json(ctx, filled(Shapes.message(next(), Shapes.CHANNEL), body(ctx)));
        });
  }

  private synchronized void acknowledged(Context ctx) {
    if (late) {
      refuse(ctx, NOT_FOUND, Troubles.UNKNOWN_INTERACTION);
      return;
    }
    heard.put(ctx.pathParam("id"), System.nanoTime());
    answers.put("callback-" + ctx.pathParam("id"), body(ctx));
    json(
        ctx,
        Shapes.object(
            """
            {"interaction":{"id":"%s","type":3,"response_message_id":"%s",
              "response_message_loading":true,"response_message_ephemeral":true}}\
            """,
            ctx.pathParam("id"), next()));
  }

  private static List<String> files(Context ctx) {
    return java.util.Objects.requireNonNull(ctx.attribute("files"));
  }

  private static JsonNode body(Context ctx) {
    return java.util.Objects.requireNonNull(ctx.attribute("body"));
  }

  private static void json(Context ctx, JsonNode node) {
    ctx.contentType("application/json").result(node.toString());
  }

  String next() {
    return String.valueOf(ids.incrementAndGet());
  }

  /** The next calls about channels are answered with these statuses. */
  synchronized void failing(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  synchronized boolean stillFailing() {
    return !failures.isEmpty();
  }

  /** So many posts are done, and their answers lost. */
  synchronized void losing(int posts) {
    lost = posts;
  }

  /** The messages in the channel, oldest first. */
  synchronized List<ObjectNode> cards() {
    return in(Shapes.CHANNEL);
  }

  /** The messages in a channel or thread, oldest first. */
  synchronized List<ObjectNode> in(String channel) {
    return messages.values().stream()
        .filter(m -> m.get("channel_id").asText().equals(channel))
        .map(ObjectNode::deepCopy)
        .toList();
  }

  /** Deletes a message and its nonce, as a moderator would. */
  synchronized void delete(String message) {
    messages.remove(message);
  }

  /** Deletes the thread under a message; Discord makes no second one there. */
  synchronized void deleteThread(String thread) {
    threads.remove(thread);
    lostThreads.add(thread);
    messages.values().removeIf(m -> m.get("channel_id").asText().equals(thread));
    gateway.dispatch(
        "THREAD_DELETE",
        Shapes.object(
            "{\"id\":\"%s\",\"guild_id\":\"%s\",\"parent_id\":\"%s\",\"type\":11}",
            thread, Shapes.GUILD, Shapes.CHANNEL));
  }

  /** Deletes a channel with all that is in it. */
  synchronized void deleteChannel(String channel) {
    channels.remove(channel);
    messages.values().removeIf(m -> m.get("channel_id").asText().equals(channel));
    gateway.dispatch("CHANNEL_DELETE", Shapes.channel(channel, "gone"));
  }

  /** From now on such calls ({@code "POST /channels/1/messages"}, or a part of it) are refused. */
  synchronized void forbid(String call, int code) {
    forbidden.put(call, code);
  }

  /** Nothing is forbidden any more. */
  synchronized void allow() {
    forbidden.clear();
  }

  /** What was said on either side that Discord's own document does not know. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Archives the thread under a message. */
  synchronized void archive(String thread) {
    ((ObjectNode) threads.get(thread).get("thread_metadata")).put("archived", true);
  }

  synchronized List<Call> calls(String method, String pathPart) {
    return calls.stream()
        .filter(c -> c.method().equals(method) && c.path().contains(pathPart))
        .toList();
  }

  /** What was first said to an interaction; missing while nothing was. */
  synchronized JsonNode callback(String interaction) {
    return answers.getOrDefault("callback-" + interaction, Shapes.JSON.missingNode());
  }

  /** When an interaction was acknowledged, by {@link System#nanoTime}; null while it is not. */
  @Nullable Long heard(String interaction) {
    return heard.get(interaction);
  }

  /** The text that an interaction's presser reads in the end; empty while there is none. */
  synchronized String answer(String interaction) {
    JsonNode said = answers.get("token-" + interaction);
    return said == null ? "" : said.path("content").asText().replace("\\", "");
  }

  @Override
  public void close() {
    gateway.drop();
    server.stop();
  }
}
