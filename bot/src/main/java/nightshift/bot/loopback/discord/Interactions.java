package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the bot says to presses, windows and commands. */
final class Interactions {

  private final Supplier<String> ids;
  private final Map<String, JsonNode> callbacks = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Long>> heard = new ConcurrentHashMap<>();

  Interactions(Supplier<String> ids) {
    this.ids = ids;
  }

  void serve(RoutesConfig r, Door door) {
    r.post(Door.API + "/interactions/{id}/{token}/callback", door.to(this::acknowledged));
    r.patch(Door.API + "/webhooks/{app}/{token}/messages/@original", door.to(this::answered));
  }

  private Answer acknowledged(Call call) {
    String id = call.id("id");
    heard(id).complete(System.nanoTime());
    callbacks.put(id, call.body());
    return Answer.ok(
        Shapes.object(
            """
            {"interaction":{"id":"%s","type":3,"response_message_id":"%s",
              "response_message_loading":true,"response_message_ephemeral":true}}\
            """,
            id, ids.get()));
  }

  private Answer answered(Call call) {
    answers.put(call.id("token"), call.body());
    return Answer.ok(Channels.filled(Shapes.message(ids.get(), Shapes.CHANNEL), call.body()));
  }

  /** When it was acknowledged, by {@link System#nanoTime}. */
  CompletableFuture<Long> heard(String interaction) {
    return heard.computeIfAbsent(interaction, i -> new CompletableFuture<>());
  }

  /** What was first said to it; missing while nothing was. */
  JsonNode callback(String interaction) {
    return callbacks.getOrDefault(interaction, MissingNode.getInstance());
  }

  /** What its presser reads in the end; missing while there is nothing. */
  JsonNode answer(String interaction) {
    return answers.getOrDefault(Shapes.token(interaction), MissingNode.getInstance());
  }
}
