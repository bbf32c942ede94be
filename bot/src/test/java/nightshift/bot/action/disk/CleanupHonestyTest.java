package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a clean-up and its undo never claim more than they did. */
class CleanupHonestyTest {

  private static final Duration OLD = Duration.ofDays(30);

  private Pool pool;

  @AfterEach
  void remove() throws Exception {
    if (pool != null) {
      pool.close();
    }
  }

  private void make(String sort) throws Exception {
    if (sort.equals("copying")) {
      Optional<Pool> copying = Pool.copying();
      assumeTrue(copying.isPresent(), "needs a second file system: /dev/shm");
      pool = copying.get();
    } else {
      pool = sort.equals("deleting") ? Pool.deleting() : Pool.renaming();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying", "deleting"})
  void a_run_that_left_every_file_alone_is_not_reported_ok(String sort) throws Exception {
    make(sort);
    Path file = pool.add("f", 10, OLD);
    ActionContext ctx = pool.approved();
    Files.writeString(file, "new content that matters");

    ActionResult result = pool.kind().run(pool.args(), ctx);

    assertThat(result.ok()).isFalse();
    assertThat(result.summary()).contains("d 0 of 1 file").contains("1 changed since");
    assertThat(file).hasContent("new content that matters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying", "deleting"})
  void a_run_whose_files_had_all_vanished_is_not_reported_ok(String sort) throws Exception {
    make(sort);
    Path file = pool.add("f", 10, OLD);
    ActionContext ctx = pool.approved();
    Files.delete(file);

    ActionResult result = pool.kind().run(pool.args(), ctx);

    assertThat(result.ok()).isFalse();
    assertThat(result.summary()).contains("0 of 1 file").contains("all were gone before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void undo_does_not_put_back_a_file_that_was_overwritten_in_the_quarantine(String sort)
      throws Exception {
    make(sort);
    Path spoilt = pool.add("a-spoilt", 10, OLD);
    Path whole = pool.add("b-whole", 20, OLD);
    ActionContext ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);
    pool.kind().run(pool.args(), ctx);
    Path kept = pool.quarantine.orElseThrow().resolve("142-1/files/1");
    FileTime time = Files.getLastModifiedTime(kept);
    Files.writeString(kept, "0123456789");
    if (sort.equals("copying")) {
      Files.setLastModifiedTime(kept, time);
    }

    ActionResult result = pool.kind().undo(pool.args(), captured, ctx);

    assertThat(result.ok()).isFalse();
    assertThat(result.summary())
        .contains("put back 1 of 2 files")
        .contains("left in the quarantine, because it was changed there");
    assertThat(spoilt).doesNotExist();
    assertThat(kept).hasContent("0123456789");
    assertThat(whole).exists();
  }

  @Test
  void undo_does_not_put_back_a_link_that_took_the_place_of_a_file_in_the_quarantine()
      throws Exception {
    make("copying");
    Path file = pool.add("f", 10, OLD);
    ActionContext ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);
    pool.kind().run(pool.args(), ctx);
    Path kept = pool.quarantine.orElseThrow().resolve("142-1/files/1");
    Files.delete(kept);
    Files.createSymbolicLink(kept, Path.of("/etc/hostname"));

    assertThat(pool.kind().undo(pool.args(), captured, ctx).ok()).isFalse();

    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying", "deleting"})
  void a_file_rewritten_in_place_with_its_old_time_set_back_is_left_alone(String sort)
      throws Exception {
    make(sort);
    Path file = pool.add("f", 10, OLD);
    ActionContext ctx = pool.approved();
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "0123456789");
    Files.setLastModifiedTime(file, time);

    ActionResult result = pool.kind().run(pool.args(), ctx);

    assertThat(result.ok()).isFalse();
    assertThat(result.summary()).contains("1 changed since the approval");
    assertThat(file).hasContent("0123456789");
  }
}
