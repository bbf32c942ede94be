package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a homeserver tells: what is new, and what was. */
final class ReadEndpoints {

  private final FakeHomeserver home;
  private @Nullable String firstSync;

  ReadEndpoints(FakeHomeserver home) {
    this.home = home;
  }

  void routes(RoutesConfig r) {
    r.get(FakeHomeserver.CLIENT + "/sync", this::sync);
    r.get(FakeHomeserver.IN_ROOM + "/messages", home.inside(this::messages));
    r.get(FakeHomeserver.IN_ROOM + "/event/{event}", home.inside(this::event));
    r.get(
        FakeHomeserver.IN_ROOM + "/state",
        home.inside(ctx -> FakeHomeserver.json(ctx, Timeline.array(home.timeline.state()))));
    r.get(FakeHomeserver.IN_ROOM + "/state/{type}", home.inside(this::state));
    r.get(FakeHomeserver.IN_ROOM + "/joined_members", home.inside(this::joined));
    r.get(
        "/_matrix/client/v1/rooms/{room}/relations/{event}/{relation}",
        home.inside(this::relations));
  }

  private void sync(Context ctx) throws Exception {
    String since = ctx.queryParam("since");
    JsonNode filter = Timeline.JSON.readTree(ctx.queryParam("filter"));
    JsonNode wanted = filter.at("/room/timeline");
    if (since == null) {
      synchronized (this) {
        firstSync = firstSync == null ? "s" + home.timeline.size() : firstSync;
        FakeHomeserver.json(ctx, Timeline.JSON.createObjectNode().put("next_batch", firstSync));
      }
      return;
    }
    if (!since.matches("s\\d+")) {
      FakeHomeserver.refuse(ctx, 400, "M_UNKNOWN");
      return;
    }
    int after = Integer.parseInt(since.substring(1));
    long timeout = ctx.queryParamAsClass("timeout", Long.class).getOrDefault(0L);
    home.timeline.await(after, wanted, home.closing ? 0 : timeout);
    if (home.down) {
      ctx.status(502).result("<html>bad gateway</html>");
    } else if (home.forgotten) {
      FakeHomeserver.refuse(ctx, 401, "M_UNKNOWN_TOKEN");
    } else {
      FakeHomeserver.json(ctx, told(after, wanted));
    }
  }

  private ObjectNode told(int after, JsonNode wanted) {
    int now = home.timeline.size();
    ObjectNode out = Timeline.JSON.createObjectNode().put("next_batch", "s" + now);
    List<ObjectNode> all = home.timeline.between(after, now, wanted);
    if (all.isEmpty()) {
      return out;
    }
    String as =
        switch (home.timeline.membership(FakeHomeserver.BOT)) {
          case "join" -> "join";
          case "invite" -> "invite";
          default -> "leave";
        };
    int most = Math.min(home.batch, wanted.path("limit").asInt(10));
    List<ObjectNode> last = all.subList(Math.max(0, all.size() - most), all.size());
    ObjectNode told =
        out.withObject("/rooms/" + as).putObject(FakeHomeserver.ROOM).putObject("timeline");
    told.set("events", Timeline.array(last));
    told.put("limited", last.size() < all.size());
    told.put("prev_batch", "t" + home.timeline.place(last.getFirst()));
    return out;
  }

  private void messages(Context ctx) throws Exception {
    if (home.mute) {
      FakeHomeserver.refuse(ctx, 403, "M_FORBIDDEN");
      return;
    }
    JsonNode filter = Timeline.JSON.readTree(ctx.queryParam("filter"));
    int from = Integer.parseInt(String.valueOf(ctx.queryParam("from")).substring(1));
    int to = Integer.parseInt(String.valueOf(ctx.queryParam("to")).substring(1));
    int most = ctx.queryParamAsClass("limit", Integer.class).get();
    List<ObjectNode> all = home.timeline.between(to, from, filter);
    List<ObjectNode> page = all.subList(Math.max(0, all.size() - most), all.size());
    ObjectNode out = Timeline.JSON.createObjectNode();
    out.set("chunk", Timeline.array(page.reversed()));
    if (page.size() < all.size()) {
      out.put("end", "t" + home.timeline.place(page.getFirst()));
    }
    FakeHomeserver.json(ctx, out);
  }

  private void event(Context ctx) {
    Optional<ObjectNode> found = home.timeline.find(ctx.pathParam("event"));
    found.ifPresentOrElse(
        e -> FakeHomeserver.json(ctx, e), () -> FakeHomeserver.refuse(ctx, 404, "M_NOT_FOUND"));
  }

  private void state(Context ctx) {
    home.timeline
        .state(ctx.pathParam("type"), "")
        .ifPresentOrElse(
            c -> FakeHomeserver.json(ctx, c), () -> FakeHomeserver.refuse(ctx, 404, "M_NOT_FOUND"));
  }

  private void joined(Context ctx) {
    ObjectNode out = Timeline.JSON.createObjectNode();
    ObjectNode all = out.putObject("joined");
    home.timeline.joined().forEach(u -> all.putObject(u).put("display_name", "Somebody"));
    FakeHomeserver.json(ctx, out);
  }

  private void relations(Context ctx) {
    List<ObjectNode> all =
        home.timeline.relating(ctx.pathParam("event"), ctx.pathParam("relation")).reversed();
    int from = Integer.parseInt(Optional.ofNullable(ctx.queryParam("from")).orElse("0"));
    int to = Math.min(all.size(), from + 3);
    ObjectNode out = Timeline.JSON.createObjectNode();
    out.set("chunk", Timeline.array(all.subList(Math.min(from, to), to)));
    if (to < all.size()) {
      out.put("next_batch", String.valueOf(to));
    }
    FakeHomeserver.json(ctx, out);
  }
}
