package nightshift.bot.action.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.bot.journey.Journey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, from the alert to the undo. */
@Tag("journey")
class ProcessJourneyTest {

  @TempDir private Path dir;

  @Test
  void a_greedy_program_lets_others_go_first_and_undo_gives_it_its_place_back() throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    try (Patients own = new Patients(dir)) {
      Path burner = own.shell("burner");
      Process hot = own.burning(burner);
      int before = niceOf(hot);
      try (Journey journey =
          new Journey(
              house,
              "processes: { allow: [" + burner + "] }\n",
              """
              playbook: cpu-hog
              match: ['alertname="HighCpu"', 'exe=~".+"']
              target: "process:{{ labels.exe }}"
              confidence: 80
              diagnose: [cpu.usage, cpu.top]
              steps:
                - process.renice: { nice: 17 }
              verify: { probe: process.nice, above: 16, settle: 1s, within: 30s }
              """)) {
        journey.alert("HighCpu", Map.of("exe", burner.toString()));
        JsonNode plan = journey.pending("process:" + burner);
        assertThat(plan.toString()).contains("pid " + hot.pid()).contains("nice 17");
        assertThat(niceOf(hot)).as("nothing before the approval").isEqualTo(before);

        assertThat(journey.approve(plan).path("state").asText()).isEqualTo("resolved");
        assertThat(niceOf(hot)).isEqualTo(17);

        journey.undo(plan);
        assertThat(niceOf(hot)).isEqualTo(before);
        assertThat(hot.isAlive()).isTrue();
      }
    }
  }

  @Test
  void
      a_machine_whose_processors_one_program_eats_has_room_for_others_again_by_the_shipped_playbook()
          throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    Path shipped = Path.of(System.getProperty("nightshift.root"), "config/examples/playbooks");
    String playbook =
        Files.readString(shipped.resolve("cpu-high.yaml"))
            .replace("for: 5m", "for: 0s")
            .replace("settle: 1m, within: 10m", "settle: 1s, within: 80s");
    assertThat(playbook).contains("for: 0s").contains("settle: 1s");
    try (Patients own = new Patients(dir)) {
      Path glutton = own.glutton("glutton");
      Process hot = own.devouring(glutton);
      int before = niceOf(hot);
      try (Journey journey =
          new Journey(house, "processes: { allow: [" + glutton + "] }\n", playbook)) {
        journey.alert("HighCpu", Map.of());
        JsonNode plan = journey.pending("host:local");
        assertThat(plan.path("cause").asText()).as(plan.toString()).isEqualTo("cpu_process");
        assertThat(plan.path("diagnosis").asText())
            .contains("glutton")
            .contains("pid " + hot.pid());
        assertThat(plan.toString()).contains("nice 10");
        assertThat(niceOf(hot)).as("nothing before the approval").isEqualTo(before);

        JsonNode healed = journey.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(niceOf(hot)).isEqualTo(10);

        JsonNode undone = journey.undo(plan);
        assertThat(niceOf(hot)).as(undone.toString()).isEqualTo(before);
        assertThat(hot.isAlive()).isTrue();
      }
    }
  }

  @Test
  void a_program_that_was_deleted_while_it_runs_from_tmp_is_found_and_stopped() throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    Path file = Files.createTempFile(Path.of("/tmp"), "nightshift-evil", "");
    try (Patients own = new Patients(dir)) {
      Files.copy(Path.of("/bin/sleep").toRealPath(), file, StandardCopyOption.REPLACE_EXISTING);
      file.toFile().setExecutable(true);
      Process evil = own.sleeping(file);
      Process neighbour = own.sleeping(own.sleeper("neighbour"));
      Files.delete(file);
      try (Journey journey =
          new Journey(
              house,
              "",
              """
              playbook: suspicious-process
              match: ['alertname="SuspiciousProcess"']
              target: "process:{{ labels.exe }}"
              confidence: 80
              steps:
                - process.stop: { grace: 2s }
              verify: { probe: process.suspicious, below: 1, settle: 2s, within: 30s }
              """)) {
        journey.alert("SuspiciousProcess", Map.of("exe", file.toString()));
        JsonNode plan = journey.pending("process:" + file);
        assertThat(plan.toString())
            .contains("suspicious")
            .contains("its program's file is deleted +30")
            .contains("\"critical\"");
        assertThat(evil.isAlive()).isTrue();

        assertThat(journey.approve(plan).path("state").asText()).isEqualTo("resolved");

        assertThat(evil.waitFor()).isEqualTo(128 + 15);
        assertThat(neighbour.isAlive()).isTrue();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void a_scan_tells_in_a_private_report_what_does_not_belong_and_changes_nothing()
      throws Exception {
    Path house = Files.createDirectory(dir.resolve("house"));
    Path file = dir.resolve("gone");
    try (Patients own = new Patients(dir)) {
      Process odd = own.sleeping(own.sleeper("gone"));
      Files.delete(file);
      try (Journey journey =
          new Journey(
              house,
              "",
              """
              playbook: look-around
              match: ['alertname="LookAround"']
              target: "security:local"
              confidence: 80
              steps:
                - security.scan: { checks: [processes] }
              verify: { probe: process.suspicious, below: 1, settle: 1s, within: 2s }
              """)) {
        journey.alert("LookAround", Map.of());
        JsonNode plan = journey.pending("security:local");
        Path reports = house.resolve("data/reports");
        assertThat(reports).as("nothing before the approval").doesNotExist();

        JsonNode scanned = journey.approve(plan);

        assertThat(scanned.at("/steps/0/status").asText()).as(scanned.toString()).isEqualTo("done");
        try (Stream<Path> all = Files.list(reports)) {
          Path report = all.findFirst().orElseThrow();
          assertThat(Files.readString(report))
              .contains("pid " + odd.pid() + " ")
              .contains("whose file is deleted");
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
              .isEqualTo("rw-------");
        }
        assertThat(odd.isAlive()).isTrue();
      }
    }
  }

  // Independent of the code under test: the nice value as the kernel's own file says it.
  private static int niceOf(Process p) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + p.pid() + "/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
  }
}
