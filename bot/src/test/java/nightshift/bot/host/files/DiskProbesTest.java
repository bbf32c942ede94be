package nightshift.bot.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.bot.host.Commands;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk probes see, and what they refuse to look at. */
class DiskProbesTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir Path temp;
  private Path pool;

  @BeforeEach
  void make() throws Exception {
    pool = Files.createDirectory(temp.toRealPath().resolve("pool"));
  }

  private Reading usage(long quota) throws Exception {
    return new DiskUsage(Map.of(pool, quota), new Commands(), CLOCK).read(target(pool));
  }

  private static Target target(Path path) {
    return new Target("disk", path.toString());
  }

  @Test
  void a_folder_is_measured_against_its_quota() throws Exception {
    Files.write(pool.resolve("a"), new byte[700]);
    Files.write(Files.createDirectory(pool.resolve("sub")).resolve("b"), new byte[234]);

    Reading full = usage(1000);

    assertThat(full.value()).isEqualTo(93.4);
    assertThat(full.healthy()).isFalse();
    assertThat(full.facts())
        .containsEntry("used_bytes", 934L)
        .containsEntry("free_bytes", 66L)
        .containsEntry("total_bytes", 1000L);
    assertThat(full.lines()).containsExactly("934 B of 1000 B used, 93.4 %");
    assertThat(usage(2000).healthy()).isTrue();
  }

  @Test
  void files_with_two_names_count_once_and_links_not_at_all() throws Exception {
    Path a = Files.write(pool.resolve("a"), new byte[500]);
    Files.createLink(pool.resolve("same"), a);
    Files.createSymbolicLink(pool.resolve("link"), temp);
    Files.createSymbolicLink(pool.resolve("loop"), pool);

    assertThat(usage(1000).value()).isEqualTo(50.0);
  }

  @Test
  void a_disk_of_another_machine_was_taken_for_the_folder_here_that_is_called_like_both() {
    Target there = new Target("disk", "/" + pool);
    assertThat(there.name()).startsWith("//");

    for (Probe probe :
        List.of(
            new DiskUsage(Map.of(), new Commands(), CLOCK),
            new DiskInodes(Map.of(), new Commands(), CLOCK),
            new DiskLargest(List.of(pool), Map.of(), CLOCK))) {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probe.read(there))
          .withMessageContaining("it is on another machine");
    }
  }

  @Test
  void a_file_system_is_measured_as_df_does() throws Exception {
    FileStore store = Files.getFileStore(pool);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();

    Reading r = new DiskUsage(Map.of(), new Commands(), CLOCK).read(target(pool));

    assertThat(r.value()).isCloseTo(100.0 * used / (used + store.getUsableSpace()), within(0.5));
    assertThat(r.facts()).containsKeys("inodes_used", "inodes_total", "inodes_usage");
  }

  @Test
  void a_path_that_is_no_real_folder_is_refused() throws Exception {
    Files.createSymbolicLink(temp.resolve("link"), pool);
    Files.createFile(pool.resolve("file"));
    DiskUsage probe = new DiskUsage(Map.of(), new Commands(), CLOCK);

    for (Path p : List.of(temp.resolve("link"), pool.resolve("file"), temp.resolve("none"))) {
      assertThatExceptionOfType(ProbeException.class).isThrownBy(() -> probe.read(target(p)));
    }
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probe.read(new Target("disk", "relative")));
  }

  @Test
  void the_largest_files_are_named_by_size_where_looking_is_allowed() throws Exception {
    for (int i = 1; i <= 12; i++) {
      Files.write(pool.resolve("f" + i), new byte[i * 1024]);
    }

    Reading r = new DiskLargest(List.of(), Map.of(pool, 1L), CLOCK).read(target(pool));

    assertThat(r.lines()).hasSize(11).startsWith("12.0 KiB  " + pool.resolve("f12"));
    assertThat(r.lines().getLast()).isEqualTo("looked below " + pool);
    assertThat(r.facts()).containsEntry("files_seen", 12L);
  }

  @Test
  void file_names_outside_the_allowed_folders_are_not_told() throws Exception {
    Files.createFile(pool.resolve("private"));

    Reading r = new DiskLargest(List.of(), Map.of(), CLOCK).read(target(pool));

    assertThat(r.lines()).containsExactly("no allowed folder is on this disk");
  }

  @Test
  void a_walk_says_where_it_stopped() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.createFile(pool.resolve("f" + i));
    }
    Walk walk = new Walk(Mounts.now(), new Walk.Limits(10, Duration.ofMinutes(1)), CLOCK, Set.of());
    int[] seen = {0};

    walk.below(pool, (_, _) -> seen[0]++);

    assertThat(seen[0]).isEqualTo(10);
    assertThat(walk.unseen()).containsExactly("stopped looking after 10 entries; there is more");
  }

  @Test
  void any_bytes_make_a_path_of_one_word_and_come_back() {
    Path odd = Path.of(URI.create("file:///tmp/a%0Ab%FF%20%25%E2%80%AE"));

    assertThat(RawPath.escaped(odd)).matches("[!-~]+");
    assertThat(RawPath.parse(RawPath.escaped(odd))).isEqualTo(odd);
    assertThat(RawPath.shown(odd)).isEqualTo(RawPath.escaped(odd));
    assertThat(RawPath.shown(Path.of("/srv/plain name"))).isEqualTo("/srv/plain name");
  }

  @Test
  void the_mount_table_is_read_with_its_escapes() {
    Mounts mounts =
        Mounts.parse(
            """
            22 1 8:1 / / rw - ext4 /dev/sda1 rw
            23 22 0:5 / /mnt/my\\040disk rw,relatime shared:1 - zfs tank/data rw
            24 22 0:6 / /mnt/other rw - zfs tank/backup rw
            """);

    Mounts.Mount data = mounts.holding(Path.of("/mnt/my disk/x")).orElseThrow();
    assertThat(mounts.isPoint(Path.of("/mnt/my disk"))).isTrue();
    assertThat(data.sharesSpaceWith(mounts.holding(Path.of("/mnt/other")).orElseThrow())).isTrue();
    assertThat(data.sharesSpaceWith(mounts.holding(Path.of("/mnt")).orElseThrow())).isFalse();
  }

  @Test
  void inodes_are_read_from_df() {
    assertThat(
            Inodes.parse(
                "Filesystem Inodes IUsed IFree IUse% Mounted on\ntmpfs 200 150 50 75% /tmp/x\n"))
        .hasValueSatisfying(i -> assertThat(i.percent()).isEqualTo(75));
    assertThat(Inodes.parse("Filesystem - - - - /x")).isEmpty();
  }
}
