package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import nightshift.config.DiscordSettings;

/** A server on the loopback that speaks as much of Discord's API as the room uses. */
public class LoopbackDiscord implements AutoCloseable {

  /** Whose bot it is. */
  public static final String TOKEN = "a-token-of-a-bot-that-is-none";

  private static final long FIRST_DAY = 1_420_070_400_000L;
  private static final int AFTER_THE_TIME = 22;

  // An id tells when it was made, and JDA believes it: these are made now.
  private final AtomicLong ids =
      new AtomicLong((System.currentTimeMillis() - FIRST_DAY) << AFTER_THE_TIME);
  private final Gateway gateway = new Gateway();
  private final Channels channels = new Channels(this::next);
  private final Interactions interactions = new Interactions(this::next);
  private final Door door;
  private final Javalin server;
  private final int port;

  /** On a free port, seen by nobody. */
  public LoopbackDiscord() {
    this(0, Onlooker.NOBODY);
  }

  /**
   * @param port 0 for one that is free
   */
  public LoopbackDiscord(int port, Onlooker onlooker) {
    door = new Door(TOKEN, onlooker);
    server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          new Accounts(this::next).serve(config.routes, door);
          channels.serve(config.routes, door);
          interactions.serve(config.routes, door);
          config.routes.ws("/gateway", gateway::serve);
        });
    server.start("127.0.0.1", port);
    this.port = server.port();
    gateway.reachedAt(address("ws", "/gateway"));
  }

  private URI address(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The other half: sessions and events. */
  public Gateway gateway() {
    return gateway;
  }

  /** What brings a room here. */
  public DiscordSettings settings() {
    return new DiscordSettings(
        TOKEN,
        Shapes.GUILD,
        Shapes.CHANNEL,
        List.of(),
        Map.of("oncall", Shapes.ONCALL),
        address("http", Door.API + "/"),
        address("ws", "/gateway"));
  }

  /** An id that nothing has yet. */
  public final String next() {
    return String.valueOf(ids.incrementAndGet());
  }

  /** The messages in the channel, oldest first. */
  public List<ObjectNode> cards() {
    return in(Shapes.CHANNEL);
  }

  /** The messages in a channel or thread, oldest first. */
  public List<ObjectNode> in(String channel) {
    return channels.in(channel);
  }

  /** The requests of this method whose path has this part, oldest first. */
  public List<Call> calls(String method, String pathPart) {
    return door.calls().stream()
        .filter(c -> c.method().equals(method) && c.path().contains(pathPart))
        .toList();
  }

  /** When an interaction was acknowledged, by {@link System#nanoTime}. */
  public CompletableFuture<Long> heard(String interaction) {
    return interactions.heard(interaction);
  }

  /** What was first said to an interaction; missing while nothing was. */
  public JsonNode callback(String interaction) {
    return interactions.callback(interaction);
  }

  /** The text that an interaction's presser reads in the end; empty while there is none. */
  public String answer(String interaction) {
    return interactions.answer(interaction).path("content").asText("").replace("\\", "");
  }

  /** A moderator deletes a message. */
  public void delete(String message) {
    channels.lose(message);
  }

  /** A moderator deletes the thread under a message; Discord makes no second one there. */
  public void deleteThread(String thread) {
    channels.loseThread(thread);
    gateway.dispatch(
        "THREAD_DELETE",
        Shapes.object(
            "{\"id\":\"%s\",\"guild_id\":\"%s\",\"parent_id\":\"%s\",\"type\":11}",
            thread, Shapes.GUILD, Shapes.CHANNEL));
  }

  /** A moderator deletes a channel with all that is in it. */
  public void deleteChannel(String channel) {
    channels.loseChannel(channel);
    gateway.dispatch("CHANNEL_DELETE", Shapes.channel(channel, "gone"));
  }

  /** The thread under a message rests in the archive. */
  public void archive(String thread) {
    channels.archive(thread);
  }

  @Override
  public void close() {
    gateway.drop();
    server.stop();
  }
}
