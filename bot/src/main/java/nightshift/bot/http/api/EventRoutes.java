package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Json;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.bot.http.Tokens;

/**
 * The WebSocket of the original design. A client proves who it is by the usual header, or, where a
 * browser cannot set one, by a first message {@code {"token": "…"}}.
 */
public final class EventRoutes implements Routes {

  /** Where clients connect. */
  public static final String PATH = Paths.ROOT + "/events";

  /** Most clients at once that have proven who they are. */
  static final int MOST = 64;

  /** Most clients at once that have not yet, so that strangers take no place of people's. */
  static final int MOST_UNPROVEN = 16;

  private static final String READY = "{\"event\":\"ready\",\"data\":{}}";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PING_SECONDS = 20;
  private static final String KNOWN = "known";
  private static final String ADDRESS = "address";

  private final Authenticator authenticator;
  private final Tokens tokens;
  private final Events events;
  private final Duration patience;
  private final Map<String, EventClient> connected = new ConcurrentHashMap<>();

  /** Clients hear what {@code events} says. */
  public EventRoutes(Authenticator authenticator, Tokens tokens, Events events) {
    this(authenticator, tokens, events, PATIENCE);
  }

  EventRoutes(Authenticator authenticator, Tokens tokens, Events events, Duration patience) {
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.events = events;
    this.patience = patience;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.wsBeforeUpgrade(PATH, this::upgrade);
    config.routes.ws(PATH, this::socket);
  }

  private void upgrade(Context ctx) {
    if (ctx.queryParam("token") != null) {
      throw Problem.badRequest(
          "tokens in addresses end up in logs: send the header Authorization, or a first message"
              + " {\"token\": \"…\"}");
    }
    boolean known = authenticator.find(ctx).isPresent();
    if (count(known) >= most(known)) {
      throw new Problem(503, "too many listeners; try again later").header("Retry-After", "30");
    }
    ctx.attribute(KNOWN, known);
    ctx.attribute(ADDRESS, ctx.ip());
  }

  private long count(boolean admitted) {
    return connected.values().stream().filter(c -> c.isAdmitted() == admitted).count();
  }

  private static int most(boolean admitted) {
    return admitted ? MOST : MOST_UNPROVEN;
  }

  private void socket(WsConfig ws) {
    ws.onConnect(this::connect);
    ws.onMessage(ctx -> hello(ctx, ctx.message()));
    ws.onClose(ctx -> gone(ctx.sessionId()));
    ws.onError(ctx -> gone(ctx.sessionId()));
  }

  private void connect(WsContext ctx) {
    EventClient client = new EventClient(ctx, patience);
    connected.put(ctx.sessionId(), client);
    boolean known = Boolean.TRUE.equals(ctx.attribute(KNOWN));
    if (known ? !admit(client) : count(false) > MOST_UNPROVEN) {
      client.turnAway();
      return;
    }
    ctx.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
    client.start();
  }

  private void hello(WsContext ctx, String message) {
    EventClient client = connected.get(ctx.sessionId());
    if (client == null || client.isAdmitted()) {
      return;
    }
    String address = ctx.attribute(ADDRESS);
    try {
      JsonNode said = Json.read(message.getBytes(StandardCharsets.UTF_8));
      String token = said.path("token").asText("");
      authenticator.judge(tokens.read(token), address == null ? "?" : address, PATH);
      if (!admit(client)) {
        client.turnAway();
      }
    } catch (Problem p) {
      client.refuse(p.status() == 429 ? "too many wrong tokens" : "this token is not known here");
    }
  }

  /**
   * Whether there is a place for one more; who got one is told, and misses nothing from then on.
   */
  private boolean admit(EventClient client) {
    client.admit();
    boolean place = count(true) <= MOST;
    if (place) {
      events.add(client);
      client.offer(READY);
    }
    return place;
  }

  private void gone(String id) {
    EventClient client = connected.remove(id);
    if (client != null) {
      events.remove(client);
      client.gone();
    }
  }
}
