package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.journey.Journey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real qBittorrent whose disk was away for a while, or that hangs. */
@Tag("journey")
class QBittorrentJourneyTest {

  private static final String[] COMPLETE = {"stalledUP", "uploading", "queuedUP", "forcedUP"};

  @TempDir private Path dir;

  @Test
  void torrents_whose_files_were_missing_are_rechecked_and_go_on() throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    try (RealQBittorrent real = new RealQBittorrent(dir)) {
      Path file = Files.write(real.downloads.resolve("film.bin"), new byte[32_768]);
      real.seed(file);
      real.await(COMPLETE);
      real.end();
      Path away = Files.move(file, dir.resolve("away.bin"));
      real.begin();
      real.await("missingFiles");
      Files.move(away, file);

      try (Journey journey =
          new Journey(
              house,
              "apps:\n  qb: { kind: qbittorrent, url: \"" + real.url() + "\" }\n",
              """
              playbook: torrents-in-error
              match: ['alertname="TorrentError"']
              target: "app:qb"
              confidence: 75
              steps:
                - download-client.recheck: { limit: 10 }
              verify: { probe: download.state, below: 1, settle: 1s, within: 1m }
              """)) {
        journey.alert("TorrentError", Map.of());
        JsonNode plan = journey.pending("app:qb");
        assertThat(plan.toString()).contains("1 have failed").contains("film.bin: missingFiles");
        assertThat(real.torrent().path("state").asText()).isEqualTo("missingFiles");

        assertThat(journey.approve(plan).path("state").asText()).isEqualTo("resolved");
      }

      real.await(COMPLETE);
      assertThat(real.torrent().path("progress").asDouble()).isEqualTo(1.0);
      assertThat(file).hasBinaryContent(new byte[32_768]);
    }
  }

  @Test
  @RealDocker
  void a_client_that_hangs_is_restarted_and_its_torrents_go_on(Patients patients) throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    String neighbour = patients.idle("neighbour");
    String beside = patients.state(neighbour);
    try (RealQBittorrent real = new RealQBittorrent(dir.toRealPath(), patients)) {
      Path file = Files.write(real.downloads.resolve("film.bin"), new byte[32_768]);
      real.seed(file);
      real.await(COMPLETE);
      patients.signal(real.container(), "STOP");
      String hanging = patients.state(real.container());
      assertThat(real.answers()).isFalse();

      try (Journey journey =
          new Journey(
              house,
              """
              docker: { host: "%s", containers: ["%s"], events: false }
              apps:
                qb: { kind: qbittorrent, url: "%s", container: %s }
              """
                  .formatted(patients.engine(), patients.named("*"), real.url(), real.container()),
              """
              playbook: download-client-down
              match: ['alertname="DownloadClientDown"']
              target: "app:qb"
              confidence: 75
              steps:
                - download-client.restart: {}
                  when: cause == "not_answering"
              verify: { probe: download.state, below: 1, settle: 1s, within: 1m }
              """)) {
        journey.alert("DownloadClientDown", Map.of());
        JsonNode plan = journey.pending("app:qb");
        assertThat(plan.path("cause").asText()).as(plan.toString()).isEqualTo("not_answering");
        assertThat(plan.toString()).contains("restart qbittorrent").contains(real.container());
        assertThat(plan.at("/actions/0/undoable").asBoolean(true)).isFalse();
        assertThat(patients.state(real.container()))
            .as("nothing before the approval")
            .isEqualTo(hanging);

        JsonNode healed = journey.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
      }

      assertThat(patients.state(real.container())).contains("running=true").isNotEqualTo(hanging);
      real.await(COMPLETE);
      assertThat(real.torrent().path("name").asText()).isEqualTo("film.bin");
      assertThat(patients.state(neighbour)).isEqualTo(beside);
    }
  }
}
