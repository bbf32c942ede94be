package nightshift.bot.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on any SSH server. */
abstract class SshMachineContract {

  static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  KeyPair own;
  SshServerFixture server;
  SshMachine machine;
  private Path knownHosts;
  private Path keyFile;

  abstract SshServerFixture start(Path folder, KeyPair hostKey, KeyPair allowed) throws Exception;

  @BeforeEach
  void open() throws Exception {
    own = TestKeys.fresh();
    server = start(Files.createDirectory(folder.resolve("server")), TestKeys.fresh(), own);
    keyFile = TestKeys.privateFile(folder.resolve("key"), own);
    knownHosts = folder.resolve("known_hosts");
    know(server.port(), server.hostKey());
    machine = new SshMachine("nas", ssh(server.port()));
  }

  @AfterEach
  void close() throws Exception {
    if (machine != null) {
      machine.close();
    }
    if (server != null) {
      server.close();
    }
  }

  Settings.Ssh ssh(int port) {
    return new Settings.Ssh("127.0.0.1", port, server.user(), keyFile, knownHosts);
  }

  void know(int port, KeyPair key) throws Exception {
    Files.writeString(knownHosts, TestKeys.knownHost(port, key));
  }

  static Command command(Duration timeout, String... argv) {
    return new Command(List.of(argv), Map.of(), Optional.empty(), timeout);
  }

  Ending run(String... argv) throws InterruptedException {
    return machine.run(command(LONG, argv));
  }

  @Test
  void a_program_runs_there_and_its_end_comes_back() throws Exception {
    Ending end = run("/bin/sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(end.started()).isTrue();
    assertThat(end.timedOut()).isFalse();
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.output()).isEqualTo("out\nerr");
    assertThat(run("/bin/true").exitCode()).isZero();
  }

  @Test
  void every_argument_arrives_as_it_was_given() throws Exception {
    String[] argv = {
      "/usr/bin/printf", "%s|", "'", "\\", "$HOME", "a b", "", "; exit 7", "`id`", "🌙"
    };
    assertThat(run(argv).output()).isEqualTo("'|\\|$HOME|a b||; exit 7|`id`|🌙|");
  }

  @Test
  void it_gets_its_own_environment_and_folder_and_empty_input() throws Exception {
    Command command =
        new Command(
            List.of("/bin/sh", "-c", "env; pwd; cat"),
            Map.of("KEY", "it's 'quoted'"),
            Optional.of(folder),
            LONG);
    List<String> lines = machine.run(command).output().lines().toList();
    assertThat(lines).contains("KEY=it's 'quoted'", folder.toRealPath().toString());
    assertThat(lines).noneMatch(l -> l.startsWith("SSH_") || l.startsWith("HOME="));
  }

  @Test
  void a_program_or_a_folder_that_is_not_there_is_not_started() throws Exception {
    Ending end = run("/usr/bin/no-such-program", "x");
    assertThat(end.started()).isFalse();
    assertThat(end.output()).isEqualTo("there is no program /usr/bin/no-such-program");
    Command nowhere =
        new Command(List.of("/bin/true"), Map.of(), Optional.of(folder.resolve("gone")), LONG);
    assertThat(machine.run(nowhere).started()).isFalse();
    assertThat(machine.run(nowhere).output()).contains("there is no folder");
  }

  @Test
  void output_is_bounded() throws Exception {
    Ending end = run("/bin/sh", "-c", "yes line | head -c 3000000; echo the end");
    assertThat(end.exitCode()).isZero();
    assertThat(end.output()).startsWith("line\n").contains("left out here").endsWith("the end");
    assertThat(end.output().length()).isLessThan(70_000);
  }

  @Test
  void what_is_left_behind_with_the_output_open_is_not_waited_for() throws Exception {
    Ending end = run("/bin/sh", "-c", "sleep 5 & echo started");
    assertThat(end.exitCode()).isZero();
    assertThat(end.output()).isEqualTo("started");
  }

  @Test
  void a_changed_host_key_is_refused_and_nothing_runs() throws Exception {
    know(server.port(), TestKeys.fresh());
    Path mark = folder.resolve("mark");
    Ending end = run("/bin/sh", "-c", "touch " + mark);
    assertThat(end.started()).isFalse();
    assertThat(end.output())
        .contains(
            "nas",
            "shows another key than the one in",
            "ssh-keygen -f",
            "Somebody may be in between");
    assertThat(mark).doesNotExist();
  }

  @Test
  void an_unknown_host_is_refused_and_nothing_runs() throws Exception {
    Files.writeString(knownHosts, "elsewhere " + TestKeys.line(server.hostKey()) + "\n");
    Path mark = folder.resolve("mark");
    Ending end = run("/bin/sh", "-c", "touch " + mark);
    assertThat(end.started()).isFalse();
    assertThat(end.output()).contains("is not in " + knownHosts, "ssh-keyscan -p", "SHA256:");
    assertThat(mark).doesNotExist();
    assertThat(Files.readString(knownHosts)).startsWith("elsewhere ").hasLineCount(1);
  }

  @Test
  void a_revoked_key_is_refused() throws Exception {
    String known = TestKeys.knownHost(server.port(), server.hostKey());
    Files.writeString(knownHosts, known + "@revoked " + known);
    assertThat(run("/bin/true").output()).contains("marks as revoked");
  }

  @Test
  void a_key_that_the_host_does_not_take_is_said() throws Exception {
    Path other = TestKeys.privateFile(folder.resolve("other"), TestKeys.fresh());
    Settings.Ssh wrong =
        new Settings.Ssh("127.0.0.1", server.port(), server.user(), other, knownHosts);
    try (SshMachine stranger = new SshMachine("nas", wrong)) {
      Ending end = stranger.run(command(LONG, "/bin/true"));
      assertThat(end.started()).isFalse();
      assertThat(end.output()).contains("does not take the key in " + other, "authorized_keys");
    }
  }

  @Test
  void a_connection_that_is_cut_in_the_middle_leaves_the_end_unknown() throws Exception {
    try (CuttingProxy wire = new CuttingProxy(server.port())) {
      know(wire.port(), server.hostKey());
      Path began = folder.resolve("began");
      Path done = folder.resolve("done");
      String script = "touch " + began + "; while [ ! -e " + done + " ]; do sleep 0.1; done";
      try (SshMachine far = new SshMachine("nas", ssh(wire.port()))) {
        FutureTask<Ending> task =
            new FutureTask<>(() -> far.run(command(LONG, "/bin/sh", "-c", script)));
        Thread.ofVirtual().start(task);
        Await.until(Duration.ofSeconds(20), () -> Files.exists(began));
        wire.cut();
        Ending end = task.get(20, TimeUnit.SECONDS);
        assertThat(end.started()).isTrue();
        assertThat(end.timedOut()).isTrue();
        assertThat(end.lost()).isTrue();
        assertThat(end.unseen(LONG)).contains("connection to its machine broke");
        assertThat(far.run(command(LONG, "/bin/true")).exitCode()).isZero();
      } finally {
        Files.createFile(done);
      }
    }
  }

  @Test
  void a_session_that_broke_between_two_commands_is_made_again() throws Exception {
    try (CuttingProxy wire = new CuttingProxy(server.port())) {
      know(wire.port(), server.hostKey());
      try (SshMachine far = new SshMachine("nas", ssh(wire.port()))) {
        assertThat(far.run(command(LONG, "/bin/true")).exitCode()).isZero();
        wire.cut();
        assertThat(far.run(command(LONG, "/bin/true")).exitCode()).isZero();
      }
    }
  }

  @Test
  void a_dead_host_is_said_and_nothing_was_started() throws Exception {
    int port = server.port();
    server.close();
    Ending end = run("/bin/true");
    assertThat(end.started()).isFalse();
    assertThat(end.output()).contains("connecting to nas (", ":" + port, "check its address");
  }

  @Test
  void its_time_is_over_at_its_timeout() throws Exception {
    Ending end = machine.run(command(Duration.ofMillis(300), "/bin/sleep", "60"));
    assertThat(end.started()).isTrue();
    assertThat(end.timedOut()).isTrue();
    assertThat(end.lost()).isFalse();
  }

  @Test
  void an_interrupt_ends_the_waiting() throws Exception {
    Path began = folder.resolve("began");
    FutureTask<Ending> task =
        new FutureTask<>(() -> run("/bin/sh", "-c", "touch " + began + "; exec sleep 60"));
    Thread thread = Thread.ofVirtual().start(task);
    Await.until(Duration.ofSeconds(20), () -> Files.exists(began));
    thread.interrupt();
    assertThatThrownBy(() -> task.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void what_is_stopped_ends_there_with_all_that_it_started() throws Exception {
    Path pids = folder.resolve("pids");
    // In a session of its own, where no signal of SSH would find it.
    String script = "setsid sleep 61 & echo $$ $! > " + pids + "; wait";
    Ending end = machine.run(command(Duration.ofSeconds(2), "/bin/sh", "-c", script));
    assertThat(end.timedOut()).isTrue();
    for (String pid : Files.readString(pids).strip().split(" ")) {
      Await.until(
          Duration.ofSeconds(10),
          () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void many_run_at_once() throws Exception {
    List<FutureTask<Ending>> tasks =
        java.util.stream.IntStream.range(0, 24)
            .mapToObj(i -> new FutureTask<>(() -> run("/bin/echo", String.valueOf(i))))
            .toList();
    tasks.forEach(t -> Thread.ofVirtual().start(t));
    for (int i = 0; i < tasks.size(); i++) {
      assertThat(tasks.get(i).get(60, TimeUnit.SECONDS).output()).isEqualTo(String.valueOf(i));
    }
  }
}
