package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.bot.action.disk.MemoryDisk;
import nightshift.bot.action.zfs.RealZfs;
import nightshift.bot.action.zfs.Tank;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full disks of three sorts. */
@Tag("journey")
class DiskNightTest {

  @TempDir private Path dir;

  @Test
  void a_disk_full_of_logs_is_emptied_and_undo_brings_every_line_back() throws Exception {
    try (MemoryDisk disk = MemoryDisk.of("size=24m")) {
      Path log = disk.path.resolve("app.log");
      byte[] lines = "a line that nobody reads\n".repeat(960_000).getBytes();
      Files.write(log, lines);
      String settings =
          """
          disk: { logs: [%s], roots: [%s], quarantine: quarantine }
          """
              .formatted(disk.path, disk.path);
      String playbook =
          """
          playbook: logs-full
          match: ['alertname="Night"']
          target: "disk:{{ details.path }}"
          steps:
            - log.truncate: { paths: ["{{ details.path }}"], larger_than: 1MiB }
          verify: { probe: disk.usage, below: 80, settle: 1s, within: 30s }
          """;
      try (Journey night = new Journey(real(), settings, playbook)) {
        JsonNode plan = night.asked("Disk full", Map.of("path", disk.path.toString()));
        assertThat(plan.path("cause").asText()).isEqualTo("disk_full");
        assertThat(plan.toString()).contains("app.log");
        assertThat(Files.size(log)).as("nothing before somebody approves").isEqualTo(lines.length);

        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(Files.size(log)).isZero();
        assertThat(Files.getFileStore(disk.path).getUsableSpace()).isGreaterThan(20 << 20);
        Files.writeString(log, "written since\n");

        assertThat(night.undo(plan).path("state").asText()).isEqualTo("resolved");
        assertThat(Files.size(log)).isEqualTo(lines.length + 14);
        assertThat(Files.readString(log)).endsWith("nobody reads\nwritten since\n");
      }
    }
  }

  @Test
  void a_disk_without_room_for_one_more_file_takes_files_again_and_undo_brings_all_back()
      throws Exception {
    try (MemoryDisk disk = MemoryDisk.of("size=16m,nr_inodes=400")) {
      Path cache = Files.createDirectory(disk.path.resolve("cache"));
      Path one = disk.path.resolve("one-more");
      int made = fill(cache);
      assertThat(made).isGreaterThan(300);
      assertThatThrownBy(() -> Files.createFile(one)).isInstanceOf(IOException.class);
      String settings =
          """
          disk: { roots: [%s], quarantine: quarantine }
          """
              .formatted(cache);
      String playbook =
          """
          playbook: inodes-full
          match: ['alertname="Night"']
          target: "disk:{{ details.path }}"
          steps:
            - temp.cleanup: { paths: ["{{ details.path }}/cache"], older_than: 3d }
          verify: { probe: disk.inodes, below: 85, settle: 1s, within: 30s }
          """;
      try (Journey night = new Journey(real(), settings, playbook)) {
        JsonNode plan = night.asked("Inodes full", Map.of("path", disk.path.toString()));
        assertThat(plan.path("cause").asText()).as(plan.toString()).isEqualTo("inodes_full");
        assertThat(entries(cache)).as("nothing before somebody approves").isEqualTo(made);

        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(entries(cache)).isZero();
        Files.delete(Files.createFile(one));

        assertThat(night.undo(plan).path("state").asText()).isEqualTo("resolved");
        assertThat(entries(cache)).isEqualTo(made);
      }
    }
  }

  /** Makes old files until the file system takes no more; says how many. */
  private static int fill(Path folder) throws IOException {
    FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    for (int n = 0; n < 1_000; n++) {
      Path file = folder.resolve("old-" + n);
      try {
        Files.createFile(file);
      } catch (FileSystemException full) {
        return n;
      }
      Files.setLastModifiedTime(file, old);
    }
    throw new AssertionError("a thousand files were not enough");
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  @Test
  @RealDocker
  void a_disk_full_of_dockers_images_is_relieved_and_undo_loads_them_back(Patients patients)
      throws Exception {
    String image =
        patients.image("big", "FROM busybox:test\nRUN dd if=/dev/urandom of=/x bs=1M count=40\n");
    String before = patients.imageState(image).orElseThrow();
    String glob = image.substring(0, image.lastIndexOf(':')) + ":*";
    try (MemoryDisk memory = MemoryDisk.of("size=400m,mode=700");
        DockerHost host = patients.host()) {
      Path root = Path.of(host.stock().folder().orElseThrow());
      long quota = (long) (bytes(root) / 0.95);
      String settings =
          """
          docker:
            host: %s
            containers: ["%s"]
            events: false
            prune: { images: ["%s"] }
          disk: { quotas: { %s: %d }, quarantine: %s }
          """
              .formatted(
                  patients.engine(),
                  patients.named("*"),
                  glob,
                  root,
                  quota,
                  memory.path.resolve("q"));
      String playbook =
          """
          playbook: docker-full
          match: ['alertname="Night"']
          target: "disk:{{ details.path }}"
          diagnose: [docker.reclaimable]
          steps:
            - docker.prune: { what: [images] }
          verify: { probe: disk.usage, below: 90, settle: 1s, within: 30s }
          """;
      try (Journey night = new Journey(real(), settings, playbook)) {
        JsonNode plan = night.asked("Disk full", Map.of("path", root.toString()));
        assertThat(plan.path("cause").asText()).isEqualTo("disk_full");
        assertThat(plan.toString()).contains("that nothing uses").contains(image);
        assertThat(patients.imageState(image)).isPresent();

        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(patients.imageState(image)).isEmpty();
        assertThat(bytes(root)).isLessThan(quota * 9 / 10);

        assertThat(night.undo(plan).path("state").asText()).isEqualTo("resolved");
        assertThat(patients.imageState(image)).contains(before);
      }
    } finally {
      patients.removeImage(image);
    }
  }

  @Test
  @RealZfs
  void a_dataset_full_of_old_snapshots_gets_room_again() throws Exception {
    try (Tank tank = new Tank()) {
      tank.zfs("set", "quota=24M", tank.dataset);
      Path file = tank.write("old", 22);
      tank.snapshot("old");
      Files.delete(file);
      tank.snapshot("new");
      String settings =
          """
          zfs: { datasets: ["%s"] }
          """
              .formatted(tank.dataset);
      String playbook =
          """
          playbook: zfs-full
          match: ['alertname="Night"']
          target: "zfs:{{ details.dataset }}"
          steps:
            - zfs.snapshot.destroy: { dataset: "{{ details.dataset }}", older_than: 7d, keep_at_least: 1 }
              when: cause == "snapshots"
          verify: { probe: zfs.usage, below: 80, settle: 1s, within: 60s }
          """;
      // A month later, so that snapshots of this minute are old ones.
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));
      try (Journey night = new Journey(real(), settings, playbook, later)) {
        JsonNode plan = night.asked("Dataset full", Map.of("dataset", tank.dataset));
        assertThat(plan.path("cause").asText()).as(plan.toString()).isEqualTo("snapshots");
        assertThat(plan.path("risk").asText()).isEqualTo("high");
        assertThat(plan.toString()).contains(tank.dataset + "@old, of");
        assertThat(tank.snapshots()).contains("@old", "@new");

        JsonNode healed = night.approve(plan);

        assertThat(healed.path("state").asText()).as(healed.toString()).isEqualTo("resolved");
        assertThat(tank.snapshots()).contains("@new").doesNotContain("@old");
        tank.write("fresh", 10);
      }
    }
  }

  private Path real() throws IOException {
    return dir.toRealPath();
  }

  /** An independent count of what lies below. */
  private static long bytes(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(p -> Files.isRegularFile(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .mapToLong(DiskNightTest::size)
          .sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException goneMeanwhile) {
      return 0;
    }
  }
}
