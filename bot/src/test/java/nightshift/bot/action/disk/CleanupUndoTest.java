package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That every byte comes back, or stays where it is, whatever happened meanwhile. */
class CleanupUndoTest {

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
      pool = Pool.renaming();
    }
  }

  private record Done(ActionContext ctx, String captured, ActionResult result) {}

  private Done moved() throws Exception {
    ActionContext ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);
    return new Done(ctx, captured, pool.kind().run(pool.args(), ctx));
  }

  private ActionResult undo(Done done) throws Exception {
    return pool.kind().undo(pool.args(), done.captured, done.ctx);
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void owner_mode_times_and_extended_attributes_come_back(String sort) throws Exception {
    make(sort);
    Path plain = pool.add("plain", 5000, OLD);
    Path closed = pool.add("closed", 10, OLD);
    boolean root = (int) Files.getAttribute(pool.home, "unix:uid") == 0;
    if (root) {
      Files.setAttribute(plain, "unix:uid", 4242);
      Files.setAttribute(plain, "unix:gid", 4343);
    }
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(plain, UserDefinedFileAttributeView.class);
    boolean extended =
        Files.getFileStore(plain).supportsFileAttributeView(UserDefinedFileAttributeView.class)
            && Files.getFileStore(pool.quarantine.orElseThrow().getParent())
                .supportsFileAttributeView(UserDefinedFileAttributeView.class);
    if (extended) {
      view.write("note", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
    Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r--------"));
    FileTime odd = FileTime.from(Instant.ofEpochSecond(1_600_000_000L, 987_654_321));
    Files.setLastModifiedTime(plain, odd);
    String before = pool.state();

    Done done = moved();
    assertThat(Pool.state(pool.old)).isEmpty();
    assertThat(undo(done).ok()).isTrue();

    assertThat(pool.state()).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(plain)).isEqualTo(odd);
    assertThat(view.list()).isEqualTo(extended ? List.of("note") : List.of());
  }

  @Test
  void a_sparse_file_stays_sparse_and_whole() throws Exception {
    make("copying");
    Path sparse = pool.old.resolve("sparse");
    try (RandomAccessFile f = new RandomAccessFile(sparse.toFile(), "rw")) {
      f.setLength(3L << 20);
      f.seek(1_500_000);
      f.write("island".getBytes());
    }
    Files.setLastModifiedTime(sparse, FileTime.from(Pool.NOW.minus(OLD)));
    String before = pool.state();

    undo(moved());

    assertThat(pool.state()).isEqualTo(before);
    assertThat(Files.size(sparse)).isEqualTo(3L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void what_changed_since_the_approval_is_left_alone_and_said(String sort) throws Exception {
    make(sort);
    pool.add("same", 10, OLD);
    Path changed = pool.add("changed", 10, OLD);
    Path gone = pool.add("gone", 10, OLD);
    Path linked = pool.add("linked", 10, OLD);
    ActionContext ctx = pool.approved();
    Files.writeString(changed, "new content that matters");
    Files.delete(gone);
    Files.createLink(pool.home.resolve("second-name"), linked);

    ActionResult result = pool.kind().run(pool.args(), ctx);

    assertThat(result.ok()).isTrue();
    assertThat(result.summary())
        .isEqualTo(
            "moved 1 of 4 files, 10 B; 2 changed since the approval, left alone; 1 no longer there");
    assertThat(result.output()).contains("/changed: changed since");
    assertThat(changed).hasContent("new content that matters");
    assertThat(linked).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void undo_never_overwrites_what_appeared_at_the_old_place(String sort) throws Exception {
    make(sort);
    Path taken = pool.add("taken", 10, OLD);
    Path free = pool.add("free", 10, OLD);
    byte[] first = Files.readAllBytes(taken);
    Done done = moved();
    Files.writeString(taken, "somebody else's");

    ActionResult result = undo(done);

    assertThat(result.ok()).isFalse();
    assertThat(result.summary()).contains("put back 1 of 2 files").contains("something else is at");
    assertThat(taken).hasContent("somebody else's");
    assertThat(free).exists();

    Files.delete(taken);
    assertThat(undo(done).ok()).isTrue();
    assertThat(taken).hasBinaryContent(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void a_folder_that_is_gone_keeps_its_files_in_the_quarantine(String sort) throws Exception {
    make(sort);
    Path file = pool.add("sub/f", 10, OLD);
    String before = pool.state();
    Done done = moved();
    Files.delete(file.getParent());

    assertThat(undo(done).summary()).contains("its old folder is gone");
    Files.createDirectory(file.getParent());
    undo(done);

    assertThat(pool.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void a_folder_swapped_for_a_link_leads_nobody_astray(String sort) throws Exception {
    make(sort);
    Path file = pool.add("sub/f", 10, OLD);
    ActionContext ctx = pool.approved();
    Path elsewhere = Files.createDirectory(pool.home.resolve("elsewhere"));
    Path victim = Files.copy(file, elsewhere.resolve("f"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(file.getParent(), pool.home.resolve("aside"));
    Files.createSymbolicLink(file.getParent(), elsewhere);

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().run(pool.args(), ctx))
        .withMessageContaining("symbolic link")
        .matches(e -> e.effect() == Effect.NONE);

    assertThat(victim).exists();
    assertThat(pool.home.resolve("aside/f")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"renaming", "copying"})
  void a_folder_swapped_while_its_files_are_moved_leads_nobody_astray(String sort)
      throws Exception {
    make(sort);
    Path file = pool.add("sub/f", 10, OLD);
    Path elsewhere = Files.createDirectory(pool.home.resolve("elsewhere"));
    Path victim = Files.copy(file, elsewhere.resolve("f"), StandardCopyOption.COPY_ATTRIBUTES);
    Checkpoint swap =
        step -> {
          if (step.equals("shelved 1") || step.equals("renaming 1")) {
            try {
              Files.move(file.getParent(), pool.home.resolve("aside"));
              Files.createSymbolicLink(file.getParent(), elsewhere);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    pool.kind(swap).run(pool.args(), pool.approved());

    assertThat(victim).exists();
    // A rename goes through the held folder; a copy is not known to be the last state any more, so
    // the file stays where it is.
    assertThat(Files.exists(pool.home.resolve("aside/f"))).isEqualTo(sort.equals("copying"));
    assertThat(Files.exists(pool.quarantine.orElseThrow().resolve("142-1/files/1")))
        .isEqualTo(sort.equals("renaming"));
  }

  @Test
  void the_card_of_an_undo_left_out_files_and_did_not_say_so() throws Exception {
    make("renaming");
    for (int i = 1; i <= 12; i++) {
      pool.add("f" + i, 10, OLD);
    }
    Done done = moved();

    List<String> details = pool.kind().previewUndo(pool.args(), done.captured, done.ctx).details();

    assertThat(details).hasSize(11).endsWith("and 2 more");
  }

  @Test
  void undo_does_not_follow_a_folder_that_became_a_link() throws Exception {
    make("renaming");
    Path file = pool.add("sub/f", 10, OLD);
    Done done = moved();
    Path elsewhere = Files.createDirectory(pool.home.resolve("elsewhere"));
    Files.delete(file.getParent());
    Files.createSymbolicLink(file.getParent(), elsewhere);

    assertThatExceptionOfType(ActionException.class).isThrownBy(() -> undo(done));

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(pool.kind().previewUndo(pool.args(), done.captured, done.ctx).objects()).hasSize(1);
  }

  @Test
  void what_was_approved_to_be_moved_is_never_deleted() throws Exception {
    make("renaming");
    pool.add("f", 10, OLD);
    ActionContext ctx = pool.approved();
    pool.quarantine = Optional.empty();
    String before = pool.state();

    assertThat(pool.kind().drift(pool.args(), ctx)).get().asString().contains("cannot be moved");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().run(pool.args(), ctx))
        .matches(e -> e.effect() == Effect.NONE);

    assertThat(pool.state()).isEqualTo(before);
  }

  @Test
  void after_the_retention_it_is_gone_and_undo_says_so() throws Exception {
    make("renaming");
    pool.add("f", 10, OLD);
    Done done = moved();
    Instant within = Pool.NOW.plus(Duration.ofDays(7));
    Instant after = within.plusSeconds(1);

    assertThat(pool.keeper().sweep(within)).isEqualTo(Swept.NOTHING);
    assertThat(pool.keeper().sweep(after)).isEqualTo(new Swept(1, 1, 10));
    assertThat(pool.quarantine.orElseThrow()).isEmptyDirectory();

    ActionContext later = pool.context(done.ctx.objects(), after);
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().undo(pool.args(), done.captured, later))
        .withMessageContaining("the quarantine keeps files for 7 days")
        .matches(e -> e.effect() == Effect.NONE);
  }

  @Test
  void a_quarantine_that_is_not_mounted_is_no_empty_one() throws Exception {
    make("renaming");
    pool.add("f", 10, OLD);
    Path q = Files.createDirectory(pool.quarantine.orElseThrow());
    Done done;
    try (MemoryDisk disk = MemoryDisk.at(q, "size=200m,mode=700")) {
      done = moved();
      assertThat(undo(done).ok()).isTrue();
      Pool.remove(disk.path.resolve("142-1"));
    }

    Done unmounted = done;
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> undo(unmounted))
        .withMessageContaining("is its disk mounted?");
  }

  @Test
  void the_quarantine_is_readable_by_nobody_else() throws Exception {
    make("renaming");
    pool.add("f", 10, OLD);
    moved();

    try (Stream<Path> all = Files.walk(pool.quarantine.orElseThrow())) {
      assertThat(all.filter(Files::isDirectory))
          .allSatisfy(d ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(d)))
                  .isEqualTo("rwx------"));
    }
  }
}
