package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disks that fill up or vanish in the middle, and very many files. */
class CleanupTroubleTest {

  private static final Duration OLD = Duration.ofDays(30);

  private Pool pool;
  private MemoryDisk disk;

  @BeforeEach
  void make() throws Exception {
    pool = Pool.renaming();
    disk = MemoryDisk.of("size=80m,mode=700");
    pool.quarantine = Optional.of(disk.path.resolve("q"));
  }

  @AfterEach
  void remove() throws Exception {
    if (disk != null) {
      disk.close();
    }
    pool.close();
  }

  private static Checkpoint when(String step, Hostile deed) {
    return s -> {
      if (s.equals(step)) {
        try {
          deed.happen();
        } catch (IOException | InterruptedException e) {
          throw new UncheckedIOException(new IOException(e));
        }
      }
    };
  }

  private interface Hostile {
    void happen() throws IOException, InterruptedException;
  }

  @Test
  void a_quarantine_too_small_is_known_beforehand() throws Exception {
    pool.add("large", 20 << 20, OLD);

    assertThat(pool.kind().preview(pool.args(), pool.context(List.of())).reversal().how())
        .contains("20.0 MiB and 64.0 MiB in reserve are needed");
  }

  @Test
  void a_quarantine_that_filled_up_since_the_approval_is_drift() throws Exception {
    pool.add("f", 1 << 20, OLD);
    ActionContext ctx = pool.approved();
    String before = pool.state();
    Files.write(disk.path.resolve("filler"), new byte[60 << 20]);

    assertThat(pool.kind().drift(pool.args(), ctx)).isPresent();
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind().run(pool.args(), ctx))
        .matches(e -> e.effect() == Effect.NONE);
    assertThat(pool.state()).isEqualTo(before);
  }

  @Test
  void a_quarantine_that_fills_up_in_the_middle_stops_the_run_and_loses_nothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      pool.add("d" + i + "/f", 1 << 20, OLD);
    }
    String before = pool.state();
    ActionContext ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);
    Checkpoint fill = when("moved 2", this::fill);

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind(fill).run(pool.args(), ctx))
        .withMessageContaining("stopped after 2 of 5 files, 2.0 MiB: the quarantine: no space left")
        .matches(e -> e.effect() == Effect.PARTIAL);

    pool.kind().undo(pool.args(), captured, ctx);
    assertThat(pool.state()).isEqualTo(before);
  }

  private void fill() throws IOException {
    try (var out = Files.newOutputStream(disk.path.resolve("filler"))) {
      while (true) {
        out.write(new byte[1 << 16]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void a_quarantine_that_vanishes_in_the_middle_stops_the_run_and_takes_nothing_more()
      throws Exception {
    for (int i = 0; i < 4; i++) {
      pool.add("d" + i + "/f", 1000, OLD);
    }
    ActionContext ctx = pool.approved();
    Checkpoint vanish =
        when("copying 3", () -> Files.move(disk.path.resolve("q"), disk.path.resolve("away")));

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> pool.kind(vanish).run(pool.args(), ctx))
        .withMessageContaining("stopped after 2 of 4 files")
        .matches(e -> e.effect() == Effect.PARTIAL);

    assertThat(pool.old.resolve("d2/f")).exists();
    assertThat(pool.old.resolve("d3/f")).exists();
  }

  @Test
  void a_full_disk_is_not_filled_to_the_brim_by_undo() throws Exception {
    try (MemoryDisk small = MemoryDisk.of("size=4m")) {
      Path f = pool.add(small.path.resolve("f"), 2 << 20, OLD);
      TempCleanup kind =
          new TempCleanup(
              new Roots(List.of(small.path)),
              Map.of(),
              pool.keeper(),
              InstantSource.fixed(Pool.NOW),
              Checkpoint.NONE);
      TempCleanup.Args args =
          new TempCleanup.Args(
              List.of(small.path.toString()), Duration.ofDays(7), Optional.empty());
      ActionContext asked = context(small, List.of());
      ActionContext ctx = context(small, kind.preview(args, asked).objects());
      String captured = kind.capture(args, ctx);
      kind.run(args, ctx);
      Files.write(small.path.resolve("meanwhile"), new byte[3 << 20]);

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind.undo(args, captured, ctx))
          .withMessageContaining("2.0 MiB are needed")
          .matches(e -> e.effect() == Effect.NONE);

      Files.delete(small.path.resolve("meanwhile"));
      assertThat(kind.undo(args, captured, ctx).ok()).isTrue();
      assertThat(f).hasSize(2 << 20);
    }
  }

  private static ActionContext context(MemoryDisk disk, List<String> objects) {
    return new ActionContext(
        new Target("disk", disk.path.toString()), "9-1", objects, Pool.NOW, Duration.ofMinutes(1));
  }

  @Test
  void ten_thousand_files_go_and_come_back() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      pool.add("d" + i % 100 + "/f" + i, 100, OLD);
    }
    String before = pool.state();
    ActionContext ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);

    assertThat(pool.kind().run(pool.args(), ctx).summary())
        .isEqualTo("moved 10,000 files, 976.6 KiB");
    assertThat(Pool.state(pool.old)).isEmpty();
    assertThat(pool.kind().undo(pool.args(), captured, ctx).summary())
        .isEqualTo("put back 10,000 files, 976.6 KiB");

    assertThat(pool.state()).isEqualTo(before);
  }
}
