package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nightshift.bot.journey.Journey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every download client goes through: its disk was away for a while. */
@Tag("journey")
abstract class DownloadClientJourney {

  @TempDir Path dir;

  abstract RealClient client(Path dir) throws Exception;

  @Test
  void torrents_whose_files_were_missing_are_rechecked_and_go_on() throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    try (RealClient real = client(dir)) {
      Path file = Files.write(real.downloads.resolve("film.bin"), new byte[32_768]);
      real.begin();
      real.seed(file);
      real.await(real.complete());
      Path away = dir.resolve("away.bin");
      real.lose(file, away);
      real.await(List.of(real.missing()));
      Files.move(away, file);

      try (Journey journey =
          new Journey(
              house,
              "apps:\n  dl: { kind: %s, url: \"%s\" }\n".formatted(real.kind().word(), real.url()),
              """
              playbook: torrents-in-error
              match: ['alertname="TorrentError"']
              target: "app:dl"
              confidence: 75
              steps:
                - download-client.recheck: { limit: 10 }
              verify: { probe: download.state, below: 1, settle: 1s, within: 1m }
              """)) {
        journey.alert("TorrentError", Map.of());
        JsonNode plan = journey.pending("app:dl");
        assertThat(plan.toString())
            .contains("1 have failed")
            .contains("film.bin: " + real.missing());
        assertThat(real.state()).as("nothing before the approval").isEqualTo(real.missing());

        assertThat(journey.approve(plan).path("state").asText()).isEqualTo("resolved");
      }

      real.await(real.complete());
      assertThat(real.progress()).isEqualTo(1.0);
      assertThat(file).hasBinaryContent(new byte[32_768]);
    }
  }
}
