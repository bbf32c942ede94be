package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a homeserver takes: messages, reactions, withdrawals; each once. */
final class WriteEndpoints {

  private final FakeHomeserver home;
  private final Map<String, String> transactions = new HashMap<>();
  private int lost;

  WriteEndpoints(FakeHomeserver home) {
    this.home = home;
  }

  void routes(RoutesConfig r) {
    r.put(FakeHomeserver.IN_ROOM + "/send/{type}/{transaction}", home.inside(this::sent));
    r.put(FakeHomeserver.IN_ROOM + "/redact/{event}/{transaction}", home.inside(this::redacted));
  }

  private synchronized void sent(Context ctx) {
    String type = ctx.pathParam("type");
    JsonNode content = body(ctx);
    String key = home.device + " " + ctx.pathParam("transaction");
    String known = transactions.get(key);
    if (known != null) {
      FakeHomeserver.json(ctx, Timeline.JSON.createObjectNode().put("event_id", known));
    } else if (!powers().may(FakeHomeserver.BOT, type)) {
      FakeHomeserver.refuse(ctx, 403, "M_FORBIDDEN");
    } else if (content.toString().getBytes(StandardCharsets.UTF_8).length > home.largest) {
      FakeHomeserver.refuse(ctx, 413, "M_TOO_LARGE");
    } else if (type.equals("m.reaction") && twice(FakeHomeserver.BOT, content)) {
      FakeHomeserver.refuse(ctx, 400, "M_DUPLICATE_ANNOTATION");
    } else {
      done(ctx, key, home.timeline.add(FakeHomeserver.BOT, type, null, content));
    }
  }

  private synchronized void redacted(Context ctx) {
    String key = home.device + " " + ctx.pathParam("transaction");
    ObjectNode content = Timeline.JSON.createObjectNode().put("redacts", ctx.pathParam("event"));
    String known = transactions.get(key);
    done(
        ctx,
        key,
        known != null
            ? known
            : home.timeline.add(FakeHomeserver.BOT, "m.room.redaction", null, content));
  }

  private void done(Context ctx, String key, String event) {
    transactions.put(key, event);
    if (lost > 0) {
      lost--;
      ctx.status(502).result("<html>lost</html>");
    } else {
      FakeHomeserver.json(ctx, Timeline.JSON.createObjectNode().put("event_id", event));
    }
  }

  private boolean twice(String user, JsonNode content) {
    JsonNode relation = content.path("m.relates_to");
    return home.timeline.relating(relation.path("event_id").asText(), "m.annotation").stream()
        .filter(e -> e.path("sender").asText().equals(user))
        .anyMatch(e -> e.at("/content/m.relates_to/key").equals(relation.path("key")));
  }

  private Powers powers() {
    JsonNode levels =
        home.timeline.state("m.room.power_levels", "").orElse(Timeline.JSON.missingNode());
    return new Powers(levels, java.util.Set.of());
  }

  private static JsonNode body(Context ctx) {
    return java.util.Objects.requireNonNull(ctx.attribute("body"));
  }

  /** So many changes are made, and their answers lost. */
  synchronized void losing(int changes) {
    lost = changes;
  }
}
