package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.journey.Journey;
import org.junit.jupiter.api.Test;

/** A real qBittorrent whose disk was away for a while, or that hangs. */
class QBittorrentJourneyTest extends DownloadClientJourney {

  @Override
  RealClient client(Path dir) throws Exception {
    return new RealQBittorrent(dir);
  }

  @Test
  @RealDocker
  void a_client_that_hangs_is_restarted_and_its_torrents_go_on(Patients patients) throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    String neighbour = patients.idle("neighbour");
    String beside = patients.state(neighbour);
    try (RealClient real = client(dir)) {
      Path file = Files.write(real.downloads.resolve("film.bin"), new byte[32_768]);
      real.begin(patients);
      real.seed(file);
      real.await(real.complete());
      patients.signal(real.container(), "STOP");
      String hanging = patients.state(real.container());
      assertThat(real.answers()).isFalse();

      try (Journey journey =
          new Journey(
              house,
              """
              docker: { host: "%s", containers: ["%s"], events: false }
              apps:
                dl: { kind: %s, url: "%s", container: %s }
              """
                  .formatted(
                      patients.engine(),
                      patients.named("*"),
                      real.kind().word(),
                      real.url(),
                      real.container()),
              """
              playbook: download-client-down
              match: ['alertname="DownloadClientDown"']
              target: "app:dl"
              confidence: 75
              steps:
                - download-client.restart: {}
                  when: cause == "not_answering"
              verify: { probe: download.state, below: 1, settle: 1s, within: 1m }
              """)) {
        journey.alert("DownloadClientDown", Map.of());
        JsonNode plan = journey.pending("app:dl");
        assertThat(plan.path("cause").asText()).as(plan.toString()).isEqualTo("not_answering");
        assertThat(plan.toString())
            .contains("restart " + real.kind().word())
            .contains(real.container());
        assertThat(plan.at("/actions/0/undoable").asBoolean(true)).isFalse();
        assertThat(patients.state(real.container()))
            .as("nothing before the approval")
            .isEqualTo(hanging);

        JsonNode healed = journey.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
      }

      assertThat(patients.state(real.container())).contains("running=true").isNotEqualTo(hanging);
      real.await(real.complete());
      assertThat(real.progress()).isEqualTo(1.0);
      assertThat(patients.state(neighbour)).isEqualTo(beside);
    }
  }
}
