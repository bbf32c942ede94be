package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a clean-up picks, and which it must never see. */
class CleanupSelectionTest {

  private static final Duration OLD = Duration.ofDays(30);

  private Pool pool;

  @BeforeEach
  void make() throws Exception {
    pool = Pool.renaming();
  }

  @AfterEach
  void remove() throws Exception {
    pool.close();
  }

  private Preview preview() throws Exception {
    return pool.kind().preview(pool.args(), pool.context(List.of()));
  }

  private List<String> picked() throws Exception {
    return preview().objects().stream()
        .skip(1)
        .map(line -> Picked.parse(line).orElseThrow().path())
        .map(p -> RawPath.escaped(p).substring(RawPath.escaped(pool.old).length() + 1))
        .toList();
  }

  @Test
  void the_card_has_count_bytes_and_the_largest_ten() throws Exception {
    for (int i = 1; i <= 12; i++) {
      pool.add("f" + i, i * 1024, OLD);
    }

    Preview p = preview();

    assertThat(p.sentence())
        .isEqualTo(
            "move 12 files (78.0 KiB) not modified for 7 days in %s into quarantine"
                .formatted(pool.old));
    assertThat(p.reversal().how()).contains(pool.quarantine.orElseThrow().toString());
    assertThat(p.bytes()).isEqualTo(78 * 1024);
    assertThat(p.details()).hasSize(11).endsWith("and 2 smaller ones");
    assertThat(p.details().getFirst()).isEqualTo("12.0 KiB  " + pool.old.resolve("f12"));
    assertThat(p.objects()).hasSize(13);
    assertThat(p.objects().getFirst()).startsWith("mode move /");
    assertThat(p.risk()).isEqualTo(Risk.LOW);
    assertThat(p.reversal().possible()).isTrue();
  }

  @Test
  void without_a_quarantine_it_says_that_it_deletes_and_its_risk_is_high() throws Exception {
    pool.quarantine = Optional.empty();
    pool.add("f", 10, OLD);

    Preview p = preview();

    assertThat(p.sentence()).startsWith("delete 1 file (10 B)").endsWith("for good");
    assertThat(p.objects()).startsWith("mode delete");
    assertThat(p.risk()).isEqualTo(Risk.HIGH);
    assertThat(p.reversal().possible()).isFalse();
    assertThat(p.reversal().how()).contains("no quarantine is configured");
  }

  @Test
  void a_quarantine_inside_the_quota_frees_nothing_and_counts_as_none() throws Exception {
    pool.quarantine = Optional.of(pool.pool.resolve("q"));
    pool.add("f", 10, OLD);

    assertThat(preview().reversal().how()).contains("moving would free nothing");
  }

  @Test
  void a_quarantine_that_others_may_write_to_counts_as_none() throws Exception {
    Files.createDirectory(pool.quarantine.orElseThrow());
    Files.setPosixFilePermissions(
        pool.quarantine.orElseThrow(), PosixFilePermissions.fromString("rwxrwxrwx"));
    pool.add("f", 10, OLD);

    assertThat(preview().reversal().how()).contains("others may write to it");
  }

  @Test
  void young_and_small_files_stay() throws Exception {
    pool.add("old-large", 5000, OLD);
    pool.add("old-small", 50, OLD);
    pool.add("young-large", 5000, Duration.ofDays(6));
    TempCleanup.Args args =
        new TempCleanup.Args(
            List.of(pool.old.toString()), Duration.ofDays(7), Optional.of(new Size(1000)));

    Preview p = pool.kind().preview(args, pool.context(List.of()));

    assertThat(p.objects()).hasSize(2);
    assertThat(p.objects().get(1)).contains("/old-large ");
  }

  @Test
  void links_are_neither_followed_nor_taken() throws Exception {
    Path outside = pool.home.resolve("outside");
    pool.add(outside.resolve("treasure"), 10, OLD);
    Files.createSymbolicLink(pool.old.resolve("way-out"), outside);
    Files.createSymbolicLink(pool.old.resolve("file-out"), outside.resolve("treasure"));
    Files.createSymbolicLink(pool.old.resolve("loop"), pool.old);
    pool.add("f", 10, OLD);

    assertThat(picked()).containsExactly("f");
    assertThat(preview().details()).contains("3 links, sockets and devices left alone");
  }

  @Test
  void hard_links_and_set_user_files_stay_and_that_is_said() throws Exception {
    Path two = pool.add("two-names", 10, OLD);
    Files.createLink(pool.home.resolve("other-name"), two);
    Files.setAttribute(pool.add("set-user", 10, OLD), "unix:mode", 04755);
    pool.add("f", 10, OLD);

    assertThat(picked()).containsExactly("f");
    assertThat(preview().details())
        .anyMatch(l -> l.startsWith("1 with a second name"))
        .anyMatch(l -> l.startsWith("1 with set-user"));
  }

  @Test
  void a_file_that_a_process_has_open_stays() throws Exception {
    pool.add("f", 10, OLD);
    Path busy = pool.add("busy", 10, OLD);

    try (RandomAccessFile _ = new RandomAccessFile(busy.toFile(), "r")) {
      assertThat(picked()).containsExactly("f");
    }
    assertThat(picked()).containsExactly("busy", "f");
  }

  @Test
  void a_file_opened_after_the_approval_stays_and_is_reported() throws Exception {
    pool.add("f", 10, OLD);
    Path busy = pool.add("busy", 10, OLD);
    var ctx = pool.approved();

    try (RandomAccessFile _ = new RandomAccessFile(busy.toFile(), "r")) {
      assertThat(pool.kind().run(pool.args(), ctx).summary())
          .startsWith("moved 1 of 2 files")
          .contains("1 open in a process now");
    }
    assertThat(busy).exists();
  }

  @Test
  void another_file_system_below_is_not_entered() throws Exception {
    pool.add("f", 10, OLD);
    Path inner = Files.createDirectory(pool.old.resolve("mounted"));
    try (MemoryDisk disk = MemoryDisk.at(inner, "size=1m")) {
      pool.add(disk.path.resolve("elsewhere"), 10, OLD);

      assertThat(picked()).containsExactly("f");
      assertThat(preview().details()).contains("1 on other file systems not entered");
    }
  }

  @Test
  void the_strangest_names_come_through_as_one_word_each() throws Exception {
    String odd = RawPath.escaped(pool.old) + "/a%0Ab%FF%FE%20-%24(id)%22";
    Path raw = Path.of(URI.create("file://" + odd));
    pool.add(raw, 10, OLD);
    pool.add("-rf", 10, OLD);
    String before = pool.state();

    assertThat(picked()).hasSize(2).allMatch(n -> n.matches("[!-~]+"));
    assertThat(preview().details()).noneMatch(l -> l.contains("\n"));

    var ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);
    pool.kind().run(pool.args(), ctx);
    assertThat(raw).doesNotExist();
    pool.kind().undo(pool.args(), captured, ctx);
    assertThat(pool.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tmp",
        "../etc",
        "/etc",
        "/",
        "OLD/../..",
        "OLD/.",
        "HOME/pool",
        "\u0000",
        "OLD\n"
      })
  void a_path_outside_the_allowed_folders_is_refused(String text) throws Exception {
    pool.add("f", 10, OLD);
    String path = text.replace("OLD", pool.old.toString()).replace("HOME", pool.home.toString());
    TempCleanup.Args args =
        new TempCleanup.Args(List.of(path), Duration.ofDays(7), Optional.empty());

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().preview(args, pool.context(List.of())))
        .matches(e -> e.effect() == Effect.NONE);
  }

  @Test
  void a_path_through_a_link_is_refused() throws Exception {
    Path real = Files.createDirectory(pool.home.resolve("real"));
    Files.createSymbolicLink(pool.old.resolve("alias"), real);
    TempCleanup.Args args =
        new TempCleanup.Args(List.of(pool.old + "/alias"), Duration.ofDays(7), Optional.empty());

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().preview(args, pool.context(List.of())))
        .withMessageContaining("is a link or no folder");
  }

  @Test
  void approved_objects_outside_the_allowed_folders_are_refused_and_nothing_moves()
      throws Exception {
    Path outside = pool.add(pool.home.resolve("outside/f"), 10, OLD);
    pool.add("f", 10, OLD);
    List<String> forged =
        pool.approved().objects().stream()
            .map(l -> l.replace(pool.old + "/f ", outside + " "))
            .toList();

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().run(pool.args(), pool.context(forged)))
        .withMessageContaining("not below an allowed folder")
        .matches(e -> e.effect() == Effect.NONE);
    assertThat(outside).exists();
  }

  @Test
  void files_that_takes_no_space_on_the_target_are_refused() throws Exception {
    TempCleanup kind =
        new TempCleanup(
            new Roots(List.of(pool.home)),
            Map.of(pool.pool, 1000L),
            pool.keeper(),
            InstantSource.fixed(Pool.NOW),
            Checkpoint.NONE);
    Path other = Files.createDirectory(pool.home.resolve("other"));
    TempCleanup.Args args =
        new TempCleanup.Args(List.of(other.toString()), Duration.ofDays(7), Optional.empty());

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.preview(args, pool.context(List.of())))
        .withMessageContaining("takes no space on");
  }

  @Test
  void nothing_old_is_said_instead_of_asked() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(this::preview)
        .withMessageContaining("there are none not modified for 7 days");
  }

  @Test
  void a_target_that_is_no_folder_is_refused() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() ->
            pool.kind()
                .preview(
                    pool.args(),
                    new ActionContext(
                        new Target("disk", "/no/such"),
                        "1-1",
                        List.of(),
                        Pool.NOW,
                        Duration.ofMinutes(1))))
        .withMessageContaining("disk:/no/such");
  }
}
