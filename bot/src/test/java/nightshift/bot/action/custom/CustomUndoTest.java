package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That an undo runs only the program that was seen when it was allowed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CustomUndoTest {

  private static final CustomArguments NONE = Bench.with(Map.of());

  @TempDir Path home;
  private Bench bench;
  private CustomKind kind;
  private ActionContext approved;
  private String captured;

  @BeforeEach
  void declare() throws Exception {
    bench = new Bench(home);
    Path undo = bench.script("undo", "touch " + home.resolve("undone"));
    kind = bench.undo(undo.toString()).kind("/bin/true");
    approved = Bench.context(kind.preview(NONE, Bench.context(List.of())).objects());
    captured = kind.capture(NONE, approved);
  }

  private ActionContext undoPlan() throws Exception {
    return Bench.context(kind.previewUndo(NONE, captured, Bench.context(List.of())).objects());
  }

  private void swap() throws Exception {
    bench.script("undo", "echo something else; touch " + home.resolve("swapped"));
  }

  private void refused(ActionContext ctx) {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.undo(NONE, captured, ctx))
        .withMessageContaining("not what was approved; nothing was run")
        .matches(e -> e.effect() == Effect.NONE);

    assertThat(home.resolve("undone")).doesNotExist();
    assertThat(home.resolve("swapped")).doesNotExist();
  }

  @Test
  void an_undo_program_swapped_after_the_undo_was_approved_is_not_run() throws Exception {
    ActionContext undo = undoPlan();
    swap();

    refused(undo);
  }

  @Test
  void an_undo_program_swapped_after_the_action_began_is_not_run_by_the_automatic_undo()
      throws Exception {
    swap();

    refused(approved);
  }

  @Test
  void an_undo_that_nothing_was_approved_for_is_not_run() {
    refused(Bench.context(List.of()));
  }

  @Test
  void an_undo_that_is_as_approved_runs() throws Exception {
    assertThat(kind.undo(NONE, captured, undoPlan()).ok()).isTrue();
    assertThat(home.resolve("undone")).exists();
  }

  @Test
  void a_changed_undo_program_runs_once_people_approved_it_as_it_is_now() throws Exception {
    swap();

    assertThat(kind.undo(NONE, captured, undoPlan()).ok()).isTrue();
    assertThat(home.resolve("swapped")).exists();
  }

  @Test
  void a_program_rewritten_in_place_with_its_old_time_set_back_is_not_run() throws Exception {
    Path program = bench.script("act", "touch " + home.resolve("one"));
    CustomKind act = bench.kind(program.toString());
    ActionContext ctx = Bench.context(act.preview(NONE, Bench.context(List.of())).objects());
    FileTime time = Files.getLastModifiedTime(program);
    bench.script("act", "touch " + home.resolve("two"));
    Files.setLastModifiedTime(program, time);

    assertThat(act.drift(NONE, ctx)).isPresent();
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> act.run(NONE, ctx))
        .matches(e -> e.effect() == Effect.NONE);

    assertThat(home.resolve("one")).doesNotExist();
    assertThat(home.resolve("two")).doesNotExist();
  }

  @Test
  void the_program_is_approved_by_its_content() throws Exception {
    String program = undoPlan().objects().getFirst();

    assertThat(program).matches("program .* sha256:[0-9a-f]{64}");
  }
}
