package nightshift.bot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.host.Commands;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.config.yaml.Loaded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's patient: a pool that is really full, and a service that really dies. */
class DemoPatientTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  @TempDir private Path dir;
  private DemoFolder folder;
  private DemoFiles files;
  private DemoService service;
  private int port;

  @BeforeEach
  void write() throws Exception {
    folder = DemoFolder.open(Optional.of(dir.resolve("demo")));
    files = new DemoFiles(folder);
    port = DemoService.freePort(0);
    service = new DemoService(folder.service(), new Commands());
    files.token();
    files.write(new DemoFiles.Places(3100, port, DemoPool.QUOTA, Optional.empty()));
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
  }

  @Test
  void the_configuration_that_it_writes_has_no_mistake() throws Exception {
    assertThat(load().problems()).isEmpty();
    DemoFiles.Container container =
        new DemoFiles.Container(URI.create("unix:///run/docker.sock"), "nightshift-demo-1");
    files.write(new DemoFiles.Places(3100, port, DemoPool.QUOTA, Optional.of(container)));
    Loaded<Settings> loaded = load();
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.value().orElseThrow().docker().orElseThrow().containers())
        .containsExactly("nightshift-demo-1");
  }

  @Test
  void nobody_else_can_read_the_token_and_the_next_run_keeps_it() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.token())))
        .isEqualTo("rw-------");
    assertThat(files.token()).isEqualTo(files.token()).matches("[0-9a-f]{48}");
  }

  @Test
  void the_service_is_seen_down_after_a_crash_and_up_after_a_restart() throws Exception {
    service.start();
    assertThat(probes().service()).contains("HTTP 200");
    service.crash();
    assertThat(probes().service()).contains("refused");
    service.start();
    assertThat(probes().service()).contains("HTTP 200");
  }

  @Test
  void a_process_that_only_has_the_same_number_is_never_touched() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(folder.root().resolve("service.pid"), stranger.pid() + " 1\n");
      service.crash();
      service.stop();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void the_pool_is_over_90_percent_full_and_mostly_of_old_files() throws Exception {
    new DemoPool(folder).fill(NOW);
    assertThat(probes().usage()).isBetween(92.0, 100.0);
    assertThat(bytesOlderThan(Duration.ofDays(7))).isGreaterThan(DemoPool.QUOTA * 20 / 100);
  }

  @Test
  void a_pool_that_was_cleaned_is_filled_with_files_of_other_names() throws Exception {
    DemoPool pool = new DemoPool(folder);
    pool.fill(NOW);
    Path first = folder.poolTmp().resolve("run-" + NOW.getEpochSecond()).resolve("upload-01.part");
    Files.delete(first);
    pool.fill(NOW.plusSeconds(60));
    assertThat(first).doesNotExist();
    assertThat(probes().usage()).isGreaterThan(92.0);
  }

  @Test
  void a_folder_with_somebody_elses_files_is_refused_and_left_alone() throws Exception {
    Path theirs = Files.createDirectories(dir.resolve("theirs"));
    Path file = Files.writeString(theirs.resolve("nightshift.yaml"), "data: mine\n");
    assertThatThrownBy(() -> DemoFolder.open(Optional.of(theirs)))
        .isInstanceOf(DemoTrouble.class)
        .hasMessageContaining("not a demo's");
    assertThat(file).hasContent("data: mine\n");
    Files.move(file, theirs.resolve("notes.txt"));
    assertThatThrownBy(() -> DemoFolder.open(Optional.of(theirs)))
        .isInstanceOf(DemoTrouble.class)
        .hasMessageContaining("not empty");
  }

  @Test
  void a_port_in_use_is_refused_before_anything_is_made() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Demo.Wishes wishes = new Demo.Wishes(Optional.of(dir.resolve("new")), taken.getLocalPort());
      assertThatThrownBy(() ->
              Demo.start(
                  wishes,
                  config -> {
                    throw new AssertionError("started");
                  },
                  Map.of(),
                  InstantSource.fixed(NOW)))
          .isInstanceOf(DemoTrouble.class)
          .hasMessageContaining("port is in use");
    }
    assertThat(dir.resolve("new")).doesNotExist();
  }

  private DemoProbes probes() {
    return new DemoProbes(
        InstantSource.system(), folder.pool(), URI.create("http://127.0.0.1:" + port + "/"));
  }

  private Loaded<Settings> load() {
    return SettingsLoader.load(folder.config(), Map.of());
  }

  private long bytesOlderThan(Duration age) throws IOException {
    try (Stream<Path> all = Files.walk(folder.poolTmp())) {
      long sum = 0;
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        boolean old = Files.getLastModifiedTime(p).toInstant().isBefore(NOW.minus(age));
        sum += old ? Files.size(p) : 0;
      }
      return sum;
    }
  }
}
