package nightshift.bot.chat.matrix.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.chat.matrix.client.MatrixException.Kind;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;

/**
 * One room of a homeserver, by the Client-Server API. Sending is idempotent by transaction id, per
 * device of the account. Every {@code what} says what is being done and begins the message of
 * whatever goes wrong.
 */
public final class Homeserver implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SLACK = Duration.ofSeconds(20);
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;
  private static final String JSON = "application/json";
  private static final String[] HEARD = {
    "m.reaction",
    "m.room.message",
    "m.room.redaction",
    "m.room.encryption",
    "m.room.member",
    "m.room.power_levels"
  };

  private final Wire wire;
  private final String room;

  /**
   * @param address without {@code /_matrix}
   * @param room its id, which begins with {@code !}
   * @param pacer waiting, where the homeserver asks to
   */
  public Homeserver(URI address, String token, String room, Pacer pacer) {
    this.wire = new Wire(address, token, pacer);
    this.room = room;
  }

  /** The versions of the specification that it speaks. Needs no token. */
  public List<String> versions(String what) throws MatrixException, InterruptedException {
    List<String> out = new ArrayList<>();
    get(what, "/_matrix/client/versions").path("versions").forEach(v -> out.add(v.asText()));
    return out;
  }

  /** Whose token this is. */
  public Account whoami(String what) throws MatrixException, InterruptedException {
    JsonNode body = get(what, Paths.v3("account", "whoami"));
    return new Account(body.path("user_id").asText(""), body.path("device_id").asText(""));
  }

  /** Goes into the room, if invited or let; nothing new when in it already. */
  public void join(String what) throws MatrixException, InterruptedException {
    ask(what, "POST", Paths.v3("join", room), Wire.JSON.createObjectNode());
  }

  /**
   * Waits for news of this room by others than {@code me}.
   *
   * @param since null for the first time, which tells where the room is now
   * @param wait how long the homeserver holds its answer back while nothing happens
   */
  public Sync sync(String what, @Nullable String since, String me, Duration wait)
      throws MatrixException, InterruptedException {
    StringBuilder path = new StringBuilder(Paths.v3("sync")).append("?set_presence=offline&");
    path.append(Paths.parameter("filter", syncFilter(me, since == null).toString()));
    path.append("&timeout=").append(since == null ? 0 : wait.toMillis());
    if (since != null) {
      path.append('&').append(Paths.parameter("since", since));
    }
    Duration patience = wait.plus(SLACK);
    JsonNode body = wire.ask(new Wire.Ask(what, "GET", path.toString(), null, JSON, patience));
    return Sync.of(body, room);
  }

  private ObjectNode syncFilter(String me, boolean first) {
    ObjectNode out = Wire.JSON.createObjectNode();
    out.putObject("presence").putArray("types");
    out.putObject("account_data").putArray("types");
    ObjectNode rooms = out.putObject("room");
    rooms.putArray("rooms").add(room);
    rooms.putObject("ephemeral").putArray("types");
    rooms.putObject("account_data").putArray("types");
    rooms.putObject("state").put("lazy_load_members", true).putArray("types").add("m.room.name");
    rooms.set("timeline", eventFilter(me).put("limit", first ? 1 : PAGE / 2));
    return out;
  }

  private static ObjectNode eventFilter(String me) {
    ObjectNode out = Wire.JSON.createObjectNode();
    ArrayNode types = out.putArray("types");
    for (String type : HEARD) {
      types.add(type);
    }
    out.putArray("not_senders").add(me);
    return out;
  }

  /**
   * The page of the room's history that ends at {@code from}, newest first, not beyond {@code to}.
   */
  public Page before(String what, String from, String to, String me)
      throws MatrixException, InterruptedException {
    String query =
        String.join(
            "&",
            "dir=b",
            "limit=" + PAGE,
            Paths.parameter("from", from),
            Paths.parameter("to", to),
            Paths.parameter("filter", eventFilter(me).toString()));
    JsonNode body = get(what, Paths.room(room, "messages") + "?" + query);
    return new Page(Sync.events(body.path("chunk")), body.path("end").asText(""));
  }

  /**
   * Sends an event.
   *
   * @param transaction the same one again sends nothing and gives the first event's id, whatever
   *     its type and content
   * @return the event's id
   */
  public String send(String what, String type, String transaction, JsonNode content)
      throws MatrixException, InterruptedException {
    return ask(what, "PUT", Paths.room(room, "send", type, transaction), content)
        .path("event_id")
        .asText("");
  }

  /** Empties an event. */
  public void redact(String what, String event, String transaction, String reason)
      throws MatrixException, InterruptedException {
    ObjectNode body = Wire.JSON.createObjectNode().put("reason", reason);
    ask(what, "PUT", Paths.room(room, "redact", event, transaction), body);
  }

  /** One event; empty when there is none, or none that we may see. */
  public Optional<Event> event(String what, String id)
      throws MatrixException, InterruptedException {
    return found(() -> Event.of(get(what, Paths.room(room, "event", id))));
  }

  /** The reactions to an event that are not withdrawn, oldest first; at most 2,000. */
  public List<Event> reactions(String what, String event)
      throws MatrixException, InterruptedException {
    List<Event> out = new ArrayList<>();
    String from = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String path = Paths.relations(room, event, "m.annotation") + "?dir=b&limit=" + PAGE;
      JsonNode body = get(what, from.isEmpty() ? path : path + "&" + Paths.parameter("from", from));
      out.addAll(Sync.events(body.path("chunk")));
      from = body.path("next_batch").asText("");
      if (from.isEmpty()) {
        break;
      }
    }
    return out.reversed().stream().filter(e -> !e.redacted()).toList();
  }

  /** All state of the room. */
  public List<Event> state(String what) throws MatrixException, InterruptedException {
    return Sync.events(get(what, Paths.room(room, "state")));
  }

  /** The content of one kind of state; empty when there is none. */
  public Optional<JsonNode> state(String what, String type)
      throws MatrixException, InterruptedException {
    return found(() -> get(what, Paths.room(room, "state", type)));
  }

  /** Who is in the room now, by MXID, with the name that they show; empty where they show none. */
  public Map<String, String> joined(String what) throws MatrixException, InterruptedException {
    Map<String, String> out = new LinkedHashMap<>();
    get(what, Paths.room(room, "joined_members"))
        .path("joined")
        .properties()
        .forEach(e -> out.put(e.getKey(), e.getValue().path("display_name").asText("")));
    return out;
  }

  /**
   * Stores a file; gives its {@code mxc://} address. Uploads have no transaction ids: the same file
   * again is stored again, and what makes it one is the event that shows it.
   *
   * @param type its media type
   */
  public String upload(String what, String name, String type, byte[] bytes)
      throws MatrixException, InterruptedException {
    String path = "/_matrix/media/v3/upload?" + Paths.parameter("filename", name);
    Wire.Ask ask = new Wire.Ask(what, "POST", path, bytes, type, PATIENCE);
    return wire.ask(ask).path("content_uri").asText("");
  }

  private interface Call<T> {
    T make() throws MatrixException, InterruptedException;
  }

  private static <T> Optional<T> found(Call<T> call) throws MatrixException, InterruptedException {
    try {
      return Optional.of(call.make());
    } catch (MatrixException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private JsonNode get(String what, String path) throws MatrixException, InterruptedException {
    return wire.ask(new Wire.Ask(what, "GET", path, null, JSON, PATIENCE));
  }

  private JsonNode ask(String what, String method, String path, JsonNode body)
      throws MatrixException, InterruptedException {
    return wire.ask(new Wire.Ask(what, method, path, Wire.bytes(body), JSON, PATIENCE));
  }

  @Override
  public void close() {
    wire.close();
  }
}
