package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver unpacks to be loaded is not left behind, however the process ends. */
final class NativeLibraryTest {

  private static final List<String> NOT_EXECUTABLE =
      List.of("unshare", "-m", "sh", "-c", "mount -t tmpfs -o noexec tmpfs \"$0\" && exec \"$@\"");

  @TempDir Path dir;
  private Path temporary;

  @BeforeEach
  void make() throws IOException {
    temporary = Files.createDirectory(dir.resolve("temporary"));
  }

  private ChildJvm open(List<String> under, String... options) throws IOException {
    return ChildJvm.start(under, List.of(options), Opener.class, dir.resolve("ledger.db"));
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  @Test
  void a_killed_process_leaves_nothing_in_the_temporary_folder() throws Exception {
    try (ChildJvm child = open(List.of(), "-Djava.io.tmpdir=" + temporary)) {
      assertThat(child.line()).isEqualTo("open");
      child.kill();
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void a_running_process_works_on_without_the_file_and_leaves_nothing() throws Exception {
    try (ChildJvm child = open(List.of(), "-Djava.io.tmpdir=" + temporary)) {
      assertThat(child.line()).isEqualTo("open");
      assertThat(left()).isEmpty();
      child.nudge();
      assertThat(child.line()).isEqualTo("true");
      assertThat(child.exit()).isZero();
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void the_folder_that_an_operator_names_is_used_and_nothing_is_left_there() throws Exception {
    String unusable = "-Djava.io.tmpdir=" + dir.resolve("nowhere");
    try (ChildJvm child = open(List.of(), unusable, "-Dorg.sqlite.tmpdir=" + temporary)) {
      assertThat(child.line()).isEqualTo("open");
      child.kill();
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_told_with_what_to_set() throws Exception {
    Path nowhere = dir.resolve("nowhere");
    try (ChildJvm child = open(List.of(), "-Djava.io.tmpdir=" + nowhere)) {
      assertThat(child.line())
          .startsWith("loading SQLite's native library through " + nowhere + ":")
          .contains("NoSuchFileException")
          .contains("-Dorg.sqlite.tmpdir=");
      assertThat(dir.resolve("ledger.db")).doesNotExist();
    }
  }

  @Test
  void a_folder_without_execution_is_told_with_what_to_set() throws Exception {
    assumeTrue(mayMount(), "mounting a file system without execution needs root, and unshare");
    List<String> under = Stream.concat(NOT_EXECUTABLE.stream(), Stream.of("" + temporary)).toList();
    try (ChildJvm child = open(under, "-Djava.io.tmpdir=" + temporary)) {
      assertThat(child.line())
          .startsWith("loading SQLite's native library through " + temporary + ":")
          .contains("mounted noexec")
          .contains("-Dorg.sqlite.tmpdir=");
    }
  }

  private boolean mayMount() throws Exception {
    try {
      return new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "" + temporary)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
