package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.Risk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was approved under one declaration does not run under another one. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChangedDeclarationTest {

  private static final CustomArguments NONE = Bench.with(Map.of());

  @TempDir Path home;

  /** What somebody changes; the bench comes as it was declared when people approved. */
  private interface Change {
    void make(Bench bench) throws Exception;
  }

  @BeforeEach
  void files() throws Exception {
    Bench bench = new Bench(home);
    for (String program : List.of("act", "other", "undo", "check")) {
      bench.script(program, "touch " + home.resolve("ran"));
    }
    Files.writeString(Files.createDirectory(home.resolve("a")).resolve("in"), "one");
    Files.writeString(Files.createDirectory(home.resolve("b")).resolve("in"), "one");
  }

  private static Bench declared(Path home) {
    return new Bench(home)
        .argv(home + "/act", "{{ word }}", "{{ file }}")
        .input("word", text("one"))
        .input("file", file(home, "a/in"))
        .environment(Map.of("TOKEN", "swordfish", "MODE", "careful"))
        .directory(home.resolve("a"))
        .undo(home + "/undo", "back")
        .verify(home + "/check", "{{ word }}")
        .machines(machines("nas (root@192.0.2.1:22)"));
  }

  private static Input text(String value) {
    return new Input(Input.Type.TEXT, List.of(), Optional.empty(), Optional.of(value));
  }

  private static Input file(Path home, String name) {
    return new Input(
        Input.Type.FILE,
        List.of(),
        Optional.empty(),
        Optional.of(home.resolve(name).toString()),
        Optional.of(home));
  }

  private static Machines machines(String where) {
    return new Machines(new Commands(), Map.of("nas", new Elsewhere(where)));
  }

  /** This machine, under the name of another one. */
  private record Elsewhere(String where) implements Machine {
    @Override
    public String name() {
      return "nas";
    }

    @Override
    public Command.Ending run(Command command) throws InterruptedException {
      return new Commands().run(command);
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("a value of the environment", "TOKEN", b -> env(b, "TOKEN", "marlin")),
        change("a further variable", "MORE", b -> env(b, "MORE", "x")),
        change("a variable is gone", "", b -> b.environment(Map.of("TOKEN", "swordfish"))),
        change("the program", "other", b -> b.argv(b.home + "/other", "{{ word }}", "{{ file }}")),
        change("an argument", "argument 1", b -> b.argv(b.home + "/act", "-x", "{{ file }}")),
        change("fewer arguments", "", b -> b.argv(b.home + "/act", "{{ word }}")),
        change("an input's default", "argument 1", b -> b.input("word", text("two"))),
        change("another file", "b/in", b -> b.input("file", file(b.home, "b/in"))),
        change(
            "what is in the file", "file", b -> Files.writeString(b.home.resolve("a/in"), "two")),
        change(
            "what is in the program",
            "program",
            b -> b.script("act", "echo two > " + b.home.resolve("ran"))),
        change("the directory", "directory", b -> b.directory(b.home.resolve("b"))),
        change("the time limit", "stopped after", b -> b.timeout(Duration.ofSeconds(5))),
        change("the user", "user", b -> b.user("bob")),
        change("the host", "", b -> b.host("nas")),
        change("the risk", "risk critical", b -> b.risk(Risk.CRITICAL)),
        change("an argument of the undo", "undo argument", b -> b.undo(b.home + "/undo", "on")),
        change(
            "what is in the undo's program",
            "undo program",
            b -> b.script("undo", "echo two > " + b.home.resolve("ran"))),
        change("no undo any more", "less would run", b -> b.undo()),
        change("the check's argument", "check argument", b -> b.verify(b.home + "/check", "x")),
        change("the check", "check program", b -> b.verify("/bin/true", "{{ word }}")));
  }

  private static Arguments change(String what, String named, Change change) {
    return arguments(what, named, change);
  }

  private static void env(Bench bench, String name, String value) {
    Map<String, String> all = new HashMap<>(Map.of("TOKEN", "swordfish", "MODE", "careful"));
    all.put(name, value);
    bench.environment(all);
  }

  private static ActionContext approved(CustomKind kind) throws Exception {
    return Bench.context(kind.preview(NONE, Bench.context(List.of())).objects());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void a_changed_declaration_voids_the_approval_and_nothing_runs(
      String what, String named, Change change) throws Exception {
    ActionContext approved = approved(declared(home).kind());
    Bench after = declared(home);
    change.make(after);
    CustomKind kind = after.kind();

    assertThat(kind.drift(NONE, approved))
        .as(what)
        .hasValueSatisfying(
            why -> assertThat(why).contains(named).doesNotContain("swordfish", "marlin"));
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.run(NONE, approved))
        .matches(e -> e.effect() == Effect.NONE)
        .withMessageContaining("not what was approved");
    assertThat(home.resolve("ran")).doesNotExist();
  }

  @Test
  void the_same_declaration_is_still_what_was_approved_and_runs() throws Exception {
    ActionContext approved = approved(declared(home).kind());
    CustomKind kind = declared(home).kind();

    assertThat(kind.drift(NONE, approved)).isEmpty();
    assertThat(kind.run(NONE, approved).ok()).isTrue();
    assertThat(home.resolve("ran")).exists();
  }

  @Test
  void a_host_that_came_to_be_another_computer_voids_the_approval() throws Exception {
    Bench before = declared(home).host("nas");
    ActionContext approved = approved(before.kind());
    CustomKind kind = before.machines(machines("nas (root@192.0.2.2:22)")).kind();

    assertThat(kind.drift(NONE, approved)).get().asString().contains("192.0.2.2");
    assertThatExceptionOfType(ActionException.class).isThrownBy(() -> kind.run(NONE, approved));
    assertThat(home.resolve("ran")).doesNotExist();
  }

  @Test
  void an_undo_does_not_run_in_another_environment_than_it_was_kept_for() throws Exception {
    CustomKind before = declared(home).kind();
    ActionContext approved = approved(before);
    String captured = before.capture(NONE, approved);
    CustomKind after = declared(home).environment(Map.of("TOKEN", "marlin")).kind();

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> after.undo(NONE, captured, approved))
        .withMessageContaining("not what was approved")
        .matches(e -> e.effect() == Effect.NONE);
    assertThat(home.resolve("ran")).doesNotExist();
    assertThat(before.undo(NONE, captured, approved).ok()).isTrue();
  }

  @Test
  void a_value_is_marked_in_a_way_that_nobody_without_the_key_can_try_out() {
    ValueMarks ours = ValueMarks.passing();

    assertThat(ours.of("A", "x")).isEqualTo(ours.of("A", "x")).matches("[0-9a-f]{32}");
    assertThat(ours.of("A", "x"))
        .isNotEqualTo(ours.of("A", "y"))
        .isNotEqualTo(ours.of("B", "x"))
        .isNotEqualTo(ValueMarks.passing().of("A", "x"));
  }
}
