package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.app.Apps;
import nightshift.bot.host.app.ArrApp;
import nightshift.bot.host.app.Download.State;
import nightshift.config.AppSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is sent, and what the stand-in answers, against the applications' own OpenAPI documents.
 * They are not part of this repository: the system property {@code nightshift.arr.documents} names
 * the folder that they are in.
 */
class ArrDocumentsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "SONARR, sonarr-v3.json",
    "RADARR, radarr-v3.json",
    "LIDARR, lidarr-v1.json",
    "PROWLARR, prowlarr-v1.json"
  })
  void every_request_and_every_answer_of_the_stand_in_is_in_the_document(
      AppSettings.Kind kind, String file) throws Exception {
    JsonNode document = document(file);
    try (FakeArr fake = new FakeArr()) {
      fake.problem("IndexerStatusCheck", "warning", "One is down");
      fake.row(1, "AAA", 11, "A", "warning", "The download is stalled with no connections");
      fake.indexers.add(new FakeArr.Indexer(1, "One", true, true));
      // An indexer that passes its test is no problem any more, so the answer is kept from before.
      JsonNode health = fake.health.getFirst();
      AppSettings app = fake.app("it", kind);
      try (Apps apps = new Apps(Map.of("it", app))) {
        ask(apps.arr(app).orElseThrow());
      }
      for (Loopback.Request r : fake.requests) {
        check(document, r);
      }
      if (kind == AppSettings.Kind.SONARR) {
        fits(document, "HealthResource", health);
        fits(document, "QueueResource", fake.queue.getFirst());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SONARR, sonarr-v3.json",
    "RADARR, radarr-v3.json",
    "LIDARR, lidarr-v1.json",
  })
  void every_word_for_a_failed_download_is_known(AppSettings.Kind kind, String file)
      throws Exception {
    List<String> words = new ArrayList<>();
    document(file)
        .at("/components/schemas/TrackedDownloadState/enum")
        .forEach(w -> words.add(w.asText()));
    assertThat(words).anyMatch(w -> w.toLowerCase(Locale.ROOT).contains("failed"));
    for (String word : words) {
      boolean failed = word.toLowerCase(Locale.ROOT).contains("failed");
      try (FakeArr fake = new FakeArr()) {
        fake.row(1, "AAA", 11, "A", "completed", "");
        fake.queue.getFirst().put("trackedDownloadState", word);
        AppSettings app = fake.app("it", kind);
        try (Apps apps = new Apps(Map.of("it", app))) {
          assertThat(apps.arr(app).orElseThrow().queue().downloads().getFirst().state())
              .as(word)
              // What was downloaded and could not be taken in is there; another would not help.
              .isEqualTo(failed && !word.equals("importFailed") ? State.FAILED : State.FINE);
        }
      }
    }
  }

  private static JsonNode document(String file) throws Exception {
    String folder = System.getProperty("nightshift.arr.documents", "");
    assumeFalse(folder.isEmpty(), "nightshift.arr.documents names no folder");
    assumeTrue(Files.exists(Path.of(folder, file)), folder + " has no " + file);
    return JSON.readTree(Path.of(folder, file).toFile());
  }

  private static void ask(ArrApp arr) throws Exception {
    arr.health();
    arr.indexers();
    arr.testIndexers();
    if (arr.downloads()) {
      var download = arr.queue().downloads().getFirst();
      arr.search(download);
      // The stand-in keeps its row: the document is compared with it afterwards.
      assertThat(
              arr.remove(
                  new nightshift.bot.host.app.Download(
                      "none", List.of(99), List.of(), "gone", download.state(), "")))
          .isFalse();
    }
  }

  private static void check(JsonNode document, Loopback.Request r) {
    Optional<JsonNode> operation = Optional.empty();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      if (r.path().matches(path.getKey().replaceAll("\\{[^}]+}", "[^/]+"))
          && path.getValue().has(r.method().toLowerCase(Locale.ROOT))) {
        operation = Optional.of(path.getValue().path(r.method().toLowerCase(Locale.ROOT)));
      }
    }
    assertThat(operation).as(r.method() + " " + r.path()).isPresent();
    List<String> known = new ArrayList<>();
    operation.get().path("parameters").forEach(p -> known.add(p.path("name").asText()));
    assertThat(known).as(r.method() + " " + r.path()).containsAll(r.query().keySet());
  }

  private static void fits(JsonNode document, String schema, JsonNode answer) {
    JsonNode schemas = document.path("components").path("schemas");
    JsonNode properties = schemas.path(schema).path("properties");
    answer
        .properties()
        .forEach(e -> {
          JsonNode property = properties.path(e.getKey());
          assertThat(property.isMissingNode()).as(schema + "." + e.getKey()).isFalse();
          String ref = property.path("$ref").asText();
          JsonNode words = schemas.path(ref.substring(ref.lastIndexOf('/') + 1)).path("enum");
          if (words.isArray()) {
            assertThat(words).as(schema + "." + e.getKey()).contains(e.getValue());
          }
        });
  }
}
