package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The half of the stand-in that JDA listens to. */
public final class Gateway {

  private static final int DISPATCH = 0;
  private static final int HEARTBEAT = 1;
  private static final int IDENTIFY = 2;
  private static final int RESUME = 6;
  private static final int HELLO = 10;
  private static final int HEARTBEAT_HEARD = 11;

  // What the room asks for, by the numbers of Discord's documentation: see the channel, write,
  // embed,
  // attach, read what was written, make threads, write into them; and commands, which everybody
  // may.
  private static final int[] USUAL = {10, 11, 14, 15, 16, 35, 38, 31};

  private volatile String address = "";
  private long permissions = IntStream.of(USUAL).mapToLong(bit -> 1L << bit).sum();
  private @Nullable WsContext session;
  private boolean ready;
  private int sequence;
  private int identified;
  private int resumed;

  /** Where it is, for those that come back. */
  void reachedAt(URI here) {
    address = here.toString();
  }

  /** The bot lacks these permissions, by their numbers, when it is told of the guild again. */
  public synchronized void forbid(int... bits) {
    permissions &= ~IntStream.of(bits).mapToLong(bit -> 1L << bit).sum();
  }

  void serve(WsConfig ws) {
    ws.onConnect(ctx -> {
      ctx.session.setIdleTimeout(Duration.ofMinutes(5));
      synchronized (this) {
        session = ctx;
      }
      send(HELLO, Shapes.object("{\"heartbeat_interval\":41250}"), null);
    });
    ws.onMessage(this::heard);
    ws.onClose(ctx -> closed(ctx));
  }

  private synchronized void closed(WsContext ctx) {
    if (session == ctx) {
      ready = false;
    }
  }

  private synchronized void heard(WsMessageContext ctx) throws Exception {
    JsonNode message = Shapes.JSON.readTree(ctx.message());
    switch (message.path("op").asInt()) {
      case HEARTBEAT -> send(HEARTBEAT_HEARD, Shapes.JSON.createObjectNode(), null);
      case IDENTIFY -> {
        identified++;
        begin();
      }
      case RESUME -> {
        resumed++;
        ready = true;
        dispatch("RESUMED", Shapes.JSON.createObjectNode());
      }
      default -> {}
    }
  }

  private void begin() {
    ObjectNode hello =
        Shapes.object(
            """
            {"v":10,"session_id":"session-%d","resume_gateway_url":"%s","guilds":[],
             "private_channels":[],"relationships":[],"application":{"id":"%s","flags":0},
             "user_settings":{},"a_field_of_next_year":[1,null]}\
            """,
            identified, address, Shapes.BOT);
    hello.set("user", Shapes.user(Shapes.BOT, "nightshift", true));
    ((ArrayNode) hello.get("guilds"))
        .add(Shapes.object("{\"id\":\"%s\",\"unavailable\":true}", Shapes.GUILD));
    dispatch("READY", hello);
    dispatch("GUILD_CREATE", guild());
    ready = true;
  }

  /** Tells the bot that something happened. */
  public synchronized void dispatch(String type, ObjectNode data) {
    sequence++;
    send(DISPATCH, data, type);
  }

  private synchronized void send(int op, ObjectNode data, @Nullable String type) {
    ObjectNode out = Shapes.JSON.createObjectNode();
    out.put("op", op);
    out.set("d", data);
    out.put("t", type);
    if (type == null) {
      out.putNull("s");
    } else {
      out.put("s", sequence);
    }
    WsContext to = session;
    if (to != null && to.session.isOpen()) {
      to.send(out.toString());
    }
  }

  /** The guild, as the bot is told of it. */
  public synchronized ObjectNode guild() {
    return Shapes.guild(permissions);
  }

  /** The bot is thrown out of the guild. */
  public synchronized void removed() {
    dispatch("GUILD_DELETE", Shapes.object("{\"id\":\"%s\"}", Shapes.GUILD));
  }

  /** The bot is invited again. */
  public synchronized void invited() {
    dispatch("GUILD_CREATE", guild());
  }

  /** Whether a bot is there. */
  public synchronized boolean connected() {
    return ready && session != null && session.session.isOpen();
  }

  /** How often a session was taken up again. */
  public synchronized int resumed() {
    return resumed;
  }

  /** How often a session was begun. */
  public synchronized int identified() {
    return identified;
  }

  /** Breaks the line. */
  public synchronized void drop() {
    if (session != null) {
      ready = false;
      session.closeSession(4000, "reconnect");
    }
  }
}
