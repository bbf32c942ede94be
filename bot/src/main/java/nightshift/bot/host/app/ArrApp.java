package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.bot.host.http.Calls.Answer;
import nightshift.bot.host.http.Calls.Body;
import nightshift.bot.host.http.Calls.Call;
import nightshift.config.AppSettings;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/**
 * Sonarr and Radarr (API v3), Lidarr and Prowlarr (API v1), as their OpenAPI documents describe
 * them; Lidarr's is {@code src/Lidarr.Api.V1/openapi.json} of September 2025. The key goes in the
 * header {@code X-Api-Key}.
 */
public final class ArrApp {

  /** Most rows of a queue that are read. */
  public static final int ROWS = 1000;

  private static final Duration TESTING = Duration.ofMinutes(2);

  private final Line line;
  private final AppSettings.Kind kind;
  private final String root;

  ArrApp(Calls calls, AppSettings app) {
    this.line = new Line(calls, app, Map.of("X-Api-Key", app.apiKey().orElse("")));
    this.kind = app.kind();
    boolean first = kind == AppSettings.Kind.LIDARR || kind == AppSettings.Kind.PROWLARR;
    this.root = first ? "api/v1/" : "api/v3/";
  }

  /** One thing that the application itself finds wrong. */
  public record Problem(String source, boolean error, String message) {}

  /** Where it looks for releases. */
  public record Indexer(int id, String name) {}

  /** What a test of one indexer found; {@code why} is empty when it passed. */
  public record Tested(int id, String why) {}

  /**
   * @param total how many rows there are, those beyond {@link #ROWS} too
   */
  public record Queue(List<Download> downloads, int total) {
    public Queue {
      downloads = List.copyOf(downloads);
    }
  }

  /** Whether it downloads; Prowlarr only searches. */
  public boolean downloads() {
    return kind != AppSettings.Kind.PROWLARR;
  }

  /** Its own warnings and errors. */
  public List<Problem> health() throws CallTrouble, InterruptedException {
    List<Problem> out = new ArrayList<>();
    for (JsonNode n : line.ask(line.get("reading the health", root + "health", Map.of()))) {
      String type = n.path("type").asText();
      if (type.equals("warning") || type.equals("error")) {
        out.add(
            new Problem(
                Text.line(n.path("source").asText(), 80),
                type.equals("error"),
                Text.line(Redaction.of(n.path("message").asText()), 300)));
      }
    }
    return out;
  }

  /** What it downloads right now. */
  public Queue queue() throws CallTrouble, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("page", "1");
    query.put("pageSize", String.valueOf(ROWS));
    query.put("includeUnknown" + unknown() + "Items", "true");
    JsonNode answer = line.ask(line.get("reading the queue", root + "queue", query));
    return new Queue(
        QueueRows.downloads(answer.path("records"), wanted()), answer.path("totalRecords").asInt());
  }

  /**
   * Takes a download away, from its client too, and never takes that release again.
   *
   * @return false when it was gone already
   */
  public boolean remove(Download d) throws CallTrouble, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("removeFromClient", "true");
    query.put("blocklist", "true");
    // Or the application would search by itself, besides the search that was approved.
    query.put("skipRedownload", "true");
    Call call =
        line.call(
            "removing \"" + Text.line(d.title(), 80) + "\" from the queue",
            "DELETE",
            root + "queue/" + d.rows().getFirst(),
            query,
            Optional.empty());
    Answer answer = line.calls().send(call);
    if (answer.status() == 404) {
      return false;
    }
    if (!answer.good()) {
      throw Calls.refused(call, answer);
    }
    return true;
  }

  /** Begins to look for what the download was for. */
  public void search(Download d) throws CallTrouble, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(
        "name",
        switch (kind) {
          case RADARR -> "MoviesSearch";
          case LIDARR -> "AlbumSearch";
          default -> "EpisodeSearch";
        });
    ArrayNode ids = body.putArray(wanted() + "s");
    d.wanted().forEach(ids::add);
    line.ask(
        line.post(
            "beginning to search for \"" + Text.line(d.title(), 80) + "\"",
            root + "command",
            body));
  }

  /** The indexers that are switched on. */
  public List<Indexer> indexers() throws CallTrouble, InterruptedException {
    List<Indexer> out = new ArrayList<>();
    for (JsonNode n : line.ask(line.get("listing the indexers", root + "indexer", Map.of()))) {
      boolean on =
          n.path("enable").asBoolean()
              || n.path("enableRss").asBoolean()
              || n.path("enableAutomaticSearch").asBoolean()
              || n.path("enableInteractiveSearch").asBoolean();
      if (on) {
        out.add(new Indexer(n.path("id").asInt(), Text.line(n.path("name").asText(), 100)));
      }
    }
    return out;
  }

  /**
   * Tests every indexer that is switched on; one that passes is used again at once. The status is
   * 400 as soon as one of them does not pass, with the same list.
   */
  public List<Tested> testIndexers() throws CallTrouble, InterruptedException {
    Call short_ =
        line.call(
            "testing the indexers",
            "POST",
            root + "indexer/testall",
            Map.of(),
            Optional.of(new Body("application/json", "{}")));
    Call call =
        new Call(
            short_.doing(),
            short_.method(),
            short_.url(),
            short_.headers(),
            short_.body(),
            TESTING);
    Answer answer = line.calls().send(call);
    if (!answer.good() && answer.status() != 400) {
      throw Calls.refused(call, answer);
    }
    JsonNode list = Calls.json(call, answer);
    if (!list.isArray()) {
      throw Calls.refused(call, answer);
    }
    List<Tested> out = new ArrayList<>();
    list.forEach(n -> out.add(tested(n)));
    return out;
  }

  private static Tested tested(JsonNode n) {
    boolean passed = n.path("isValid").asBoolean();
    List<String> why = new ArrayList<>();
    n.path("validationFailures").forEach(f -> why.add(f.path("errorMessage").asText()));
    String words = Text.line(Redaction.of(String.join("; ", why)), 200);
    return new Tested(
        n.path("id").asInt(), passed ? "" : words.isEmpty() ? "no reason given" : words);
  }

  private String wanted() {
    return switch (kind) {
      case RADARR -> "movieId";
      case LIDARR -> "albumId";
      default -> "episodeId";
    };
  }

  private String unknown() {
    return switch (kind) {
      case RADARR -> "Movie";
      case LIDARR -> "Artist";
      default -> "Series";
    };
  }
}
