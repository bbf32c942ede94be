package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a declared command finds around it, what is kept of it, and how it is stopped. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CustomRunTest {

  @TempDir Path home;

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
}
