package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as Sonarr does, in the shapes of its published interface. */
final class FakeArr extends Loopback {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  final List<ObjectNode> queue = new CopyOnWriteArrayList<>();
  final List<ObjectNode> health = new CopyOnWriteArrayList<>();
  final List<Indexer> indexers = new CopyOnWriteArrayList<>();
  final List<String> blocked = new CopyOnWriteArrayList<>();
  final List<String> searches = new CopyOnWriteArrayList<>();
  final List<Integer> tested = new CopyOnWriteArrayList<>();
  volatile int failWith;

  /** An indexer, and whether a test of it passes. */
  record Indexer(int id, String name, boolean on, boolean passes) {}

  /** A row of the queue. */
  FakeArr row(int id, String download, int episode, String title, String status, String said) {
    ObjectNode row = NODES.objectNode();
    row.put("id", id).put("seriesId", 7).put("episodeId", episode).put("title", title);
    row.put("status", status).put("trackedDownloadState", "downloading");
    row.put("trackedDownloadStatus", status.equals("downloading") ? "ok" : "warning");
    row.put("errorMessage", said).put("downloadId", download).put("protocol", "torrent");
    row.put("downloadClient", "qb").put("size", 1000).put("sizeleft", 500);
    queue.add(row);
    return this;
  }

  FakeArr problem(String source, String type, String message) {
    health.add(
        NODES
            .objectNode()
            .put("source", source)
            .put("type", type)
            .put("message", message)
            .put("wikiUrl", "https://example.org/help"));
    return this;
  }

  @Override
  Reply answer(Request r) {
    if (!KEY.equals(r.headers().get("X-Api-Key"))) {
      return Reply.of(401, "Unauthorized");
    }
    if (failWith > 0 && !r.method().equals("GET")) {
      return Reply.of(failWith, "{\"message\":\"database is locked\"}");
    }
    String path = r.path().replaceFirst("^/api/v[13]/", r.method() + " ");
    return switch (path) {
      case "GET health" -> Reply.json(NODES.arrayNode().addAll(health));
      case "GET queue" -> page();
      case "GET indexer" -> Reply.json(indexerList());
      case "POST indexer/testall" -> testAll();
      case "POST command" -> command(r);
      default ->
          path.startsWith("DELETE queue/")
              ? remove(Integer.parseInt(path.substring("DELETE queue/".length())), r.query())
              : Reply.of(404, "{\"message\":\"NotFound\"}");
    };
  }

  private Reply page() {
    ObjectNode page = NODES.objectNode().put("page", 1).put("pageSize", 1000);
    page.put("totalRecords", queue.size());
    page.set("records", NODES.arrayNode().addAll(queue));
    return Reply.json(page);
  }

  private ArrayNode indexerList() {
    ArrayNode out = NODES.arrayNode();
    indexers.forEach(i ->
        out.addObject()
            .put("id", i.id())
            .put("name", i.name())
            .put("enableRss", i.on())
            .put("enableAutomaticSearch", i.on())
            .put("enableInteractiveSearch", i.on()));
    return out;
  }

  private Reply testAll() {
    ArrayNode out = NODES.arrayNode();
    indexers.stream()
        .filter(Indexer::on)
        .forEach(i -> {
          tested.add(i.id());
          ObjectNode one = out.addObject().put("id", i.id()).put("isValid", i.passes());
          ArrayNode failures = one.putArray("validationFailures");
          if (!i.passes()) {
            failures
                .addObject()
                .put("propertyName", "")
                .put("errorMessage", "Unable to connect to indexer")
                .put("severity", "error");
          }
        });
    boolean all = allPass();
    if (all) {
      health.removeIf(h -> h.path("source").asText().startsWith("Indexer"));
    }
    return new Reply(all ? 200 : 400, out.toString(), Map.of("Content-Type", "application/json"));
  }

  private boolean allPass() {
    return indexers.stream().filter(Indexer::on).allMatch(Indexer::passes);
  }

  private Reply command(Request r) {
    searches.add(r.json().path("name").asText() + r.json().path("episodeIds"));
    return new Reply(
        201,
        NODES.objectNode().put("id", 1).put("name", r.json().path("name").asText()).toString(),
        Map.of());
  }

  private Reply remove(int id, Map<String, String> query) {
    String download =
        queue.stream()
            .filter(q -> q.path("id").asInt() == id)
            .map(q -> q.path("downloadId").asText())
            .findFirst()
            .orElse("");
    if (download.isEmpty()) {
      return Reply.of(404, "{\"message\":\"NotFound\"}");
    }
    if ("true".equals(query.get("removeFromClient"))) {
      queue.removeIf(q -> q.path("downloadId").asText().equals(download));
    }
    if ("true".equals(query.get("blocklist"))) {
      blocked.add(download);
    }
    return Reply.json(NODES.objectNode());
  }
}
