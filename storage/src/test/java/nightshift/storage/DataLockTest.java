package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import nightshift.engine.port.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Nightshift per data directory. */
final class DataLockTest {

  @TempDir Path dir;

  @Test
  void a_second_one_is_refused_and_told_who_has_it() {
    try (DataLock _ = DataLock.take(dir)) {
      assertThatThrownBy(() -> DataLock.take(dir))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("in use by another Nightshift")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    DataLock.take(dir).close();
  }

  @Test
  void another_process_keeps_it_until_it_dies() throws Exception {
    try (ChildJvm other = ChildJvm.start(LockHolder.class, dir)) {
      assertThat(other.line()).isEqualTo("mine");
      assertThatThrownBy(() -> DataLock.take(dir)).hasMessageContaining("process " + other.pid());
      other.nudge();
      assertThat(other.exit()).isEqualTo(9);
      DataLock.take(dir).close();
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_told() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> DataLock.take(file.resolve("data")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("check its owner and mode");
  }
}
