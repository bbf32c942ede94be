package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import org.junit.jupiter.api.Test;

/** The quarantine is beside the logs. */
class RenamingLogsTest extends LogsContract {

  @Override
  Pool pool() throws Exception {
    return Pool.renaming();
  }

  @Test
  void the_card_tells_rotated_copies_from_live_logs_and_what_no_text_is_stays() throws Exception {
    Preview preview = kind().preview(arguments(), pool.context(List.of()));

    assertThat(preview.risk()).isEqualTo(Risk.MEDIUM);
    assertThat(preview.sentence()).startsWith("move away 2 rotated and empty 2 live logs");
    assertThat(preview.details())
        .anyMatch(l -> l.endsWith("empty " + live))
        .anyMatch(l -> l.endsWith("take away " + pool.old.resolve("app.log.1")))
        .anyMatch(l -> l.contains("left alone: links"))
        .noneMatch(l -> l.contains("wtmp"));
  }

  @Test
  void the_program_that_writes_goes_on_and_undo_puts_the_old_lines_before_the_new_ones()
      throws Exception {
    byte[] before = Files.readAllBytes(live);
    try (OutputStream writer = Files.newOutputStream(live, StandardOpenOption.APPEND)) {
      ActionContext ctx = approved();
      String captured = kind().capture(arguments(), ctx);
      writer.write("just before\n".getBytes());

      kind().run(arguments(), ctx);
      writer.write("after\n".getBytes());

      assertThat(live).hasContent("after\n");
      assertThat(pool.old.resolve("app.log.1")).doesNotExist();
      assertThat(kind().undo(arguments(), captured, ctx).ok()).isTrue();
      writer.write("last\n".getBytes());
    }
    assertThat(Files.readString(live)).isEqualTo(new String(before) + "just before\nafter\nlast\n");
    assertThat(pool.old.resolve("app.log.1")).exists();
  }

  @Test
  void a_log_that_was_rotated_since_keeps_its_lines_and_undo_mixes_nothing() throws Exception {
    ActionContext ctx = approved();
    String captured = kind().capture(arguments(), ctx);
    kind().run(arguments(), ctx);
    Files.move(live, pool.old.resolve("app.log.2"));
    Files.writeString(live, "another file\n");

    ActionResult result = kind().undo(arguments(), captured, ctx);

    assertThat(result.ok()).isFalse();
    assertThat(result.summary()).contains("kept in the quarantine");
    assertThat(live).hasContent("another file\n");
  }

  @Test
  void an_undo_after_the_run_died_before_the_cut_doubles_nothing() throws Exception {
    ActionContext ctx = approved();
    String captured = kind().capture(arguments(), ctx);
    String before = contents();
    CutLogs cut = CutLogs.of(ctx.objects());
    Shelf shelf =
        Shelf.create(
            pool.quarantine.orElseThrow(),
            new Shelf.Header(ctx.reference(), 1, "x", 1),
            cut.live().stream().map(LiveLog::picked).toList());
    Files.copy(live, shelf.file(1));

    kind().undo(arguments(), captured, ctx);

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void nothing_is_cut_outside_of_the_allowed_folders() throws Exception {
    ActionContext ctx = approved();
    String before = contents();
    Path elsewhere = Files.createDirectory(pool.home.resolve("allowed"));
    for (List<Path> allowed : List.of(List.<Path>of(), List.of(elsewhere))) {
      TruncateLogs strict =
          new TruncateLogs(
              allowed, Map.of(pool.pool, 1L << 20), pool.keeper(), InstantSource.fixed(Pool.NOW));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> strict.preview(arguments(), ctx))
          .withMessageContaining("disk.logs");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> strict.run(arguments(), ctx))
          .withMessageContaining("is not below an allowed folder");
    }
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_link_put_in_the_place_of_a_log_is_not_followed() throws Exception {
    ActionContext ctx = approved();
    Path secret = Files.writeString(pool.home.resolve("secret"), "x".repeat(LARGE + 1));
    Files.delete(live);
    Files.createSymbolicLink(live, secret);

    kind().run(arguments(), ctx);

    assertThat(secret).hasSize(LARGE + 1);
  }

  @Test
  void after_the_retention_the_lines_are_gone_and_undo_says_so() throws Exception {
    ActionContext ctx = approved();
    String captured = kind().capture(arguments(), ctx);
    kind().run(arguments(), ctx);
    var late = Pool.NOW.plus(Duration.ofDays(7)).plusSeconds(1);
    pool.keeper().sweep(late);

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().undo(arguments(), captured, pool.context(ctx.objects(), late)))
        .withMessageContaining("they are gone");
  }
}
