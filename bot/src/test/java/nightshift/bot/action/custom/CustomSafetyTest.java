package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
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
  void the_environment_is_what_was_declared_and_standard_input_is_empty() throws Exception {
    Bench bench = new Bench(home).environment(Map.of("GREETING", "hello"));
    Path show = bench.script("show", "/usr/bin/env | /usr/bin/sort; /bin/cat");

    ActionResult result = Bench.run(bench.kind(show.toString()), Map.of());

    assertThat(result.output().lines().map(l -> l.substring(0, l.indexOf('='))))
        .containsExactlyInAnyOrder("GREETING", "NIGHTSHIFT_RUN", "PATH", "PWD");
    assertThat(result.output()).contains("PATH=/usr/local/sbin:/usr/local/bin:");
  }

  @Test
  void every_run_has_an_empty_folder_that_is_gone_afterwards() throws Exception {
    Bench bench = new Bench(home);
    Path make = bench.script("make", "pwd; ls -A; touch left-behind");

    ActionResult result = Bench.run(bench.kind(make.toString()), Map.of());

    assertThat(result.output().lines()).hasSize(1);
    assertThat(Path.of(result.output().strip())).doesNotExist();
  }

  @Test
  void a_bad_exit_code_is_told_with_the_output() throws Exception {
    Bench bench = new Bench(home);
    Path fail = bench.script("fail", "echo out; echo err >&2; exit 3");

    ActionResult result = Bench.run(bench.kind(fail.toString()), Map.of());

    assertThat(result.ok()).isFalse();
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output()).isEqualTo("out\nerr");
    assertThat(result.summary()).contains("exit code 3");
  }

  @Test
  void endless_output_is_cut_in_the_middle_and_says_so() throws Exception {
    Bench bench = new Bench(home);
    Path talk =
        bench.script("talk", "echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last");

    String output = Bench.run(bench.kind(talk.toString()), Map.of()).output();

    assertThat(output).startsWith("first\n").endsWith("last").contains("2.8 MiB left out here");
    assertThat(output.length()).isLessThan(66_000);
  }

  @Test
  void secrets_in_the_output_are_not_kept() throws Exception {
    Bench bench = new Bench(home);
    Path leak = bench.script("leak", "echo password=hunter2");

    assertThat(Bench.run(bench.kind(leak.toString()), Map.of()).output())
        .doesNotContain("hunter2")
        .contains("[redacted]");
  }

  @Test
  void values_of_its_own_environment_do_not_appear_in_the_output_of_action_or_check()
      throws Exception {
    Bench bench =
        new Bench(home)
            .environment(Map.of("KEY", "swordfish", "LONG", "swordfish-2", "MODE", "short"));
    Path leak = bench.script("leak", "echo \"<$LONG> <$KEY> <$MODE>\"");
    bench.verify(leak.toString());
    Probe check =
        new CustomFamily(
                List.of(bench.action(leak.toString())),
                Bench.HERE,
                Bench.MARKS,
                InstantSource.system())
            .probes()
            .getFirst();

    assertThat(Bench.run(bench.kind(leak.toString()), Map.of()).output())
        .isEqualTo("<•••> <•••> <short>");
    assertThat(check.read(new Target("service", "web")).lines())
        .containsExactly("<•••> <•••> <short>");
  }

  @Test
  void when_time_is_over_everything_that_was_started_is_stopped() throws Exception {
    Bench bench = new Bench(home).timeout(Duration.ofSeconds(1));
    Path pids = home.resolve("pids");
    bench.script("stubborn", "trap '' TERM; echo $$ >> " + pids + "; while :; do sleep 1; done");
    // The second one's parent ends at once, and it leaves the session: no descendant any more.
    Path tree =
        bench.script(
            "tree",
            "%1$s/stubborn &\n(setsid %1$s/stubborn & )\necho $$ >> %2$s\nsleep 300"
                .formatted(home, pids));
    CustomKind kind = bench.kind(tree.toString());

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> Bench.run(kind, Map.of()))
        .withMessageContaining("stopped after 1 s")
        .matches(e -> e.effect() == Effect.UNKNOWN);

    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(3);
    assertThat(started)
        .noneMatch(pid ->
            ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent());
  }

  @Test
  void an_interrupted_run_stops_what_it_started() throws Exception {
    Bench bench = new Bench(home);
    Path pipe = home.resolve("pid");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
    Path wait = bench.script("wait", "echo $$ > " + pipe + "; sleep 300");
    CustomKind kind = bench.kind(wait.toString());
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Bench.run(kind, Map.of());
              } catch (ActionException | InterruptedException expected) {
                Thread.currentThread().interrupt();
              }
            });
    long pid = Long.parseLong(Files.readString(pipe).strip());

    runner.interrupt();

    assertThat(runner.join(Duration.ofSeconds(20))).isTrue();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_service_left_running_does_not_hold_the_step_up() throws Exception {
    Bench bench = new Bench(home);
    Path start = bench.script("start", "sleep 300 &\necho $!");

    ActionResult result = Bench.run(bench.kind(start.toString()), Map.of());

    long pid = Long.parseLong(result.output().strip());
    ProcessHandle service = ProcessHandle.of(pid).orElseThrow();
    try {
      assertThat(result.ok()).isTrue();
      assertThat(service.isAlive()).isTrue();
    } finally {
      service.destroyForcibly();
    }
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

  @Test
  void the_check_is_a_probe_of_the_same_name() throws Exception {
    Bench bench = new Bench(home);
    Path look = bench.script("look", "echo looking; test -e " + home.resolve("well"));
    Probe probe =
        new CustomFamily(
                List.of(bench.verify(look.toString()).action("/bin/true")),
                Bench.HERE,
                Bench.MARKS,
                InstantSource.fixed(Instant.EPOCH))
            .probes()
            .getFirst();
    Target target = new Target("service", "web");

    Reading sick = probe.read(target);
    Files.createFile(home.resolve("well"));

    assertThat(probe.name()).isEqualTo("custom.try-it");
    assertThat(sick.healthy()).isFalse();
    assertThat(sick.value()).isEqualTo(1.0);
    assertThat(sick.lines()).containsExactly("looking");
    assertThat(probe.read(target).healthy()).isTrue();
  }

  @Test
  void a_check_that_needs_an_input_without_default_says_so() {
    Bench bench = new Bench(home).input("name", Input.Type.NAME).verify("/bin/echo", "{{ name }}");
    Probe probe =
        new CustomFamily(
                List.of(bench.action("/bin/true")), Bench.HERE, Bench.MARKS, InstantSource.system())
            .probes()
            .getFirst();

    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probe.read(new Target("service", "web")))
        .withMessageContaining("no default");
  }
}
