package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.action.Night;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.config.Settings;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.resolver.DiskResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that archived journals filled, from the alert to the healing. */
@Tag("journey")
class JournalJourneyTest {

  private static final String PLAYBOOK =
      """
      playbook: journal-growth
      match: ['alertname="DiskFull"']
      target: "disk:{{ labels.path }}"
      steps:
        - journal.vacuum: { size: 12MiB }
      verify: { probe: disk.usage, below: 80, settle: 1s, within: 20s }
      """;

  @TempDir private Path dir;

  @Test
  void the_oldest_journals_go_by_name_and_what_is_written_to_stays() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/journalctl")), "there is no journalctl");
    try (MemoryDisk disk = MemoryDisk.of("size=24m")) {
      for (int day = 0; day < 5; day++) {
        write(disk.path.resolve(archived(day)), 4);
      }
      write(disk.path.resolve("system.journal"), 3);
      Machines machines = new Machines(new Commands(), Map.of());
      DiskFamily family =
          new DiskFamily(
              new Settings.Disk(
                  List.of(), Map.of(), Optional.empty(), Duration.ofDays(1), List.of()),
              machines,
              InstantSource.system());
      VacuumJournal vacuum = new VacuumJournal(machines, List.of(disk.path.toString()));
      try (Night night =
          new Night(dir, PLAYBOOK, family.probes(), List.of(vacuum), new DiskResolver())) {
        night.alert("DiskFull", Map.of("path", disk.path.toString()));
        Plan asked = night.await(PlanState.AWAITING_APPROVAL);
        assertThat(asked.draft().diagnosis().cause()).isEqualTo("disk_full");
        assertThat(asked.draft().headline()).contains("3 of 6 journal files (12.0 MiB) for good");
        assertThat(names(disk.path)).as("nothing before the approval").hasSize(6);

        night.approve(asked, "alice");
        night.await(PlanState.RESOLVED);

        assertThat(names(disk.path))
            .containsExactlyInAnyOrder(archived(3), archived(4), "system.journal");
        assertThat(Files.getFileStore(disk.path).getUsableSpace()).isGreaterThan(12L << 20);
      }
    }
  }

  /** The name of one that begins so many days after the first. */
  private static String archived(int day) {
    long micros = 1_793_000_000_000_000L + Duration.ofDays(day).toMillis() * 1_000;
    return String.format(
        Locale.ROOT, "system@%s-%016x-%016x.journal", "a".repeat(32), 1 + day * 100, micros);
  }

  private static void write(Path file, int mebibytes) throws IOException {
    byte[] content = new byte[mebibytes << 20];
    java.util.Arrays.fill(content, (byte) 7);
    Files.write(file, content);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }
}
