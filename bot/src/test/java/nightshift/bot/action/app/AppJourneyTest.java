package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import nightshift.bot.journey.Journey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications on the loopback, from the alert to the healed queue. */
@Tag("journey")
class AppJourneyTest {

  @TempDir private Path dir;

  @Test
  void stalled_downloads_are_named_approved_and_searched_for_again() throws Exception {
    try (FakeArr arr = new FakeArr()) {
      arr.row(
          1, "AAA", 11, "Show.S01E01", "warning", "The download is stalled with no connections");
      arr.row(2, "BBB", 12, "Show.S01E02", "downloading", "");
      try (Journey journey =
          new Journey(
              dir,
              apps("sonarr", "sonarr", arr),
              """
              playbook: downloads-stalled
              match: ['alertname="QueueStalled"']
              target: "app:{{ labels.app }}"
              confidence: 85
              steps:
                - arr.retry-failed: { limit: 5 }
              verify: { probe: arr.queue, below: 1, settle: 1s, within: 30s }
              """)) {
        journey.alert("QueueStalled", Map.of("app", "sonarr"));
        JsonNode plan = journey.pending("app:sonarr");
        assertThat(plan.toString())
            .contains("1 downloads are stalled")
            .contains("Show.S01E01")
            .contains("blocklist")
            .doesNotContain(Loopback.KEY);
        assertThat(arr.deeds()).as("nothing before the approval").isEmpty();

        assertThat(journey.approve(plan).path("state").asText()).isEqualTo("resolved");

        assertThat(arr.blocked).containsExactly("AAA");
        assertThat(arr.searches).containsExactly("EpisodeSearch[11]");
        assertThat(arr.queue).singleElement().matches(r -> r.path("id").asInt() == 2);
      }
    }
  }

  @Test
  void an_indexer_that_is_back_is_taken_up_again_once_it_was_tested() throws Exception {
    try (FakeArr arr = new FakeArr()) {
      arr.indexers.add(new FakeArr.Indexer(1, "Attic", true, true));
      arr.indexers.add(new FakeArr.Indexer(2, "Cellar", false, false));
      arr.problem("IndexerStatusCheck", "error", "All indexers are unavailable due to failures");
      try (Journey journey =
          new Journey(
              dir,
              apps("sonarr", "sonarr", arr),
              """
              playbook: indexer-down
              match: ['alertname="IndexerDown"']
              target: "app:{{ labels.app }}"
              confidence: 70
              steps:
                - arr.test-indexers: {}
                  when: cause == "indexer_failing"
              verify: { probe: arr.health, settle: 1s, within: 30s }
              """)) {
        journey.alert("IndexerDown", Map.of("app", "sonarr"));
        JsonNode plan = journey.pending("app:sonarr");
        assertThat(plan.toString()).contains("Attic").doesNotContain(Loopback.KEY);
        assertThat(arr.tested).as("nothing before the approval").isEmpty();

        JsonNode healed = journey.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(arr.tested).containsExactly(1);
        assertThat(arr.health).isEmpty();
      }
    }
  }

  @Test
  void conversions_are_ended_and_the_viewer_who_needs_none_goes_on() throws Exception {
    try (FakeMedia media = new FakeMedia()) {
      media.viewers.add(new FakeMedia.Viewer("s1", "ann", "Film", "/transcode/sessions/1"));
      media.viewers.add(new FakeMedia.Viewer("s2", "eve", "Direct", ""));
      try (Journey journey =
          new Journey(
              dir,
              apps("tv", "plex", media),
              """
              playbook: transcoding
              match: ['alertname="HighCpu"']
              target: "media:tv"
              confidence: 70
              steps:
                - media.pause-transcoding: { reason: "Back in an hour" }
              verify: { probe: media.sessions, below: 1, settle: 1s, within: 30s }
              """)) {
        journey.alert("HighCpu", Map.of());
        JsonNode plan = journey.pending("media:tv");
        assertThat(plan.toString()).contains("converts for 1 of them").contains("ann");

        assertThat(journey.approve(plan).path("state").asText()).isEqualTo("resolved");

        assertThat(media.viewers).extracting(FakeMedia.Viewer::user).containsExactly("eve");
      }
    }
  }

  private String apps(String name, String kind, Loopback at) throws Exception {
    Journey.secret(dir.resolve("key"), Loopback.KEY);
    return """
    apps:
      %s: { kind: %s, url: "%s", api_key_file: key }
    """
        .formatted(name, kind, at.url());
  }
}
