package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a declared command cannot be made to do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CustomSafetyTest {

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x; touch PWNED",
        "$(touch PWNED)",
        "`touch PWNED`",
        "x && touch PWNED",
        "x | tee PWNED",
        "x > PWNED",
        "' ; touch PWNED ; '",
        "{{ text }} $PATH * ~"
      })
  void what_a_shell_would_run_arrives_as_one_plain_argument(String hostile) throws Exception {
    Bench bench = new Bench(home).input("text", Input.Type.TEXT);
    String value = hostile.replace("PWNED", home.resolve("pwned").toString());
    Path echo = bench.script("echo", "printf '%s\\n' \"$#\" \"$1\"");

    ActionResult result =
        Bench.run(bench.kind(echo.toString(), "{{ text }}"), Map.of("text", value));

    assertThat(result.output()).isEqualTo("1\n" + value);
    assertThat(home.resolve("pwned")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-rf", "--help", "a\nb", "a\0b", "", " a", "\u202Ereversed", "a\u001b[31m"})
  void a_value_that_could_pass_for_more_than_text_is_refused_and_nothing_runs(String value)
      throws Exception {
    refusedByType(Input.Type.TEXT, value);
    refusedByType(Input.Type.NAME, value);
    refusedByType(Input.Type.PATH, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".", "web; rm -rf /", "$(id)", "../../etc", "@everyone", "<script>"})
  void a_name_that_is_none_is_refused_and_nothing_runs(String value) throws Exception {
    refusedByType(Input.Type.NAME, value);
    refusedByType(Input.Type.INTEGER, value);
    refusedByType(Input.Type.PATH, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/../etc", "srv/x", "/srv//x", "/srv/./x", "/srv/"})
  void a_path_with_detours_is_refused_and_nothing_runs(String value) throws Exception {
    refusedByType(Input.Type.PATH, value);
  }

  private void refusedByType(Input.Type type, String value) throws Exception {
    refused(new Input(type, List.of(), Optional.empty(), Optional.empty()), value);
  }

  private ActionException refused(Input input, String value) throws Exception {
    Bench bench = new Bench(home).input("in", input);
    Path mark = bench.script("mark", "touch " + home.resolve("ran"));
    CustomKind kind = bench.kind(mark.toString(), "{{ in }}");
    ActionException[] refusal = new ActionException[1];

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> Bench.run(kind, Map.of("in", value)))
        .matches(e -> e.effect() == Effect.NONE)
        .satisfies(e -> refusal[0] = e);

    assertThat(home.resolve("ran")).doesNotExist();
    return refusal[0];
  }

  @Test
  void values_outside_one_of_or_pattern_are_refused_and_nothing_runs() throws Exception {
    Input oneOf =
        new Input(Input.Type.NAME, List.of("web", "db"), Optional.empty(), Optional.empty());
    assertThat(refused(oneOf, "mail")).hasMessageContaining("none of web, db");
    Input pattern = new Input(Input.Type.TEXT, List.of(), Optional.of("[a-c]+"), Optional.empty());
    assertThat(refused(pattern, "abcd")).hasMessageContaining("does not match");
  }

  @Test
  void a_missing_or_misspelt_input_is_named() {
    CustomKind kind = new Bench(home).input("service", Input.Type.NAME).kind("/bin/true");

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> Bench.run(kind, Map.of()))
        .withMessageContaining("\"service\" is missing");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> Bench.run(kind, Map.of("servise", "x")))
        .withMessageContaining("did you mean \"service\"?");
  }

  @Test
  void a_dangerous_command_is_refused_before_anything_else() {
    CustomKind kind = new Bench(home).kind("/bin/rm", "-r", "-f", "/");

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.preview(Bench.with(Map.of()), Bench.context(List.of())))
        .withMessageContaining("recursively");
  }

  @Test
  void the_preview_shows_where_each_argument_ends() throws Exception {
    CustomKind kind =
        new Bench(home).input("text", Input.Type.TEXT).kind("/bin/echo", "-n", "a {{ text }}");

    Preview preview = kind.preview(Bench.with(Map.of("text", "\"b\" c")), Bench.context(List.of()));

    assertThat(preview.sentence()).isEqualTo("run /bin/echo -n \"a \\\"b\\\" c\"");
    assertThat(preview.objects()).contains("argument 2 \"a \\\"b\\\" c\"");
    assertThat(preview.reversal().possible()).isFalse();
  }

  @Test
  void a_program_that_is_gone_is_refused_with_nothing_touched() throws Exception {
    CustomKind kind = new Bench(home).kind(home.resolve("no-such").toString());

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> Bench.run(kind, Map.of()))
        .withMessageContaining("there is no such file")
        .matches(e -> e.effect() == Effect.NONE);
  }

  @Test
  void an_undo_whose_declaration_changed_is_refused_and_named() throws Exception {
    CustomArguments none = Bench.with(Map.of());
    CustomKind before = new Bench(home).undo("/bin/echo", "old").kind("/bin/true");
    CustomKind after = new Bench(home).undo("/bin/echo", "new").kind("/bin/true");
    String captured = before.capture(none, Bench.context(List.of()));

    assertThat(before.undo(none, captured, Bench.context(List.of())).output()).isEqualTo("old");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> after.undo(none, captured, Bench.context(List.of())))
        .withMessageContaining("/bin/echo old");
  }
}
