package nightshift.bot.action.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import nightshift.bot.host.Commands;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.Threads;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/** Real processes of programs that nobody else runs: copies in a folder of the test's own. */
final class Patients implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // The kernel ends whatever a failing test might leave behind.
  private static final String BOUNDED = "ulimit -t 60; ";

  final ProcFs proc = new ProcFs();
  private final Path dir;
  private final List<Process> started = new ArrayList<>();

  Patients(Path dir) throws IOException {
    this.dir = dir.toRealPath();
  }

  /** A copy of {@code sleep} under another name. */
  Path sleeper(String name) {
    return copy("/bin/sleep", name);
  }

  /** A copy of the shell under another name. */
  Path shell(String name) {
    return copy("/bin/sh", name);
  }

  /** A copy of {@code xz} under another name: one process with as many threads as it is told. */
  Path glutton(String name) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/xz")), "there is no /usr/bin/xz");
    return copy("/usr/bin/xz", name);
  }

  /** Uses every processor up, with twice as many threads, for two minutes of time at most. */
  Process devouring(Path glutton) {
    int threads = 2 * Runtime.getRuntime().availableProcessors();
    String line = "ulimit -t 120; exec \"$1\" -1 -c -T" + threads + " /dev/urandom";
    return start(List.of("/bin/sh", "-c", line, "sh", glutton.toString()));
  }

  private Path copy(String program, String name) {
    try {
      Path copy = dir.resolve(name);
      if (!Files.exists(copy)) {
        Files.copy(Path.of(program).toRealPath(), copy);
        copy.toFile().setExecutable(true);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sleeps for five minutes at most. */
  Process sleeping(Path sleeper) {
    return start(List.of(sleeper.toString(), "300"));
  }

  /** Uses a processor up, for a minute of its time at most. */
  Process burning(Path shell) {
    return start(List.of(shell.toString(), "-c", BOUNDED + "while :; do :; done"));
  }

  /** Does not end when it is asked to. */
  Process stubborn(Path shell) throws IOException {
    Path ready = dir.resolve("deaf");
    Process p =
        start(
            List.of(
                shell.toString(),
                "-c",
                BOUNDED + "trap '' TERM; : > \"$1\"; while :; do :; done",
                "sh",
                ready.toString()));
    Await.until(PATIENCE, () -> Files.exists(ready));
    return p;
  }

  /** Starts a program whose path is its first argument. */
  Process start(List<String> argv) {
    try {
      Process p =
          new ProcessBuilder(argv)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      started.add(p);
      return p;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every living process of this program, with the nice value of each thread. */
  String state(Path program) {
    try {
      StringBuilder out = new StringBuilder();
      for (ProcessFacts p : proc.all().seen()) {
        if (p.id().executable().equals(program.toString()) && !p.ended()) {
          out.append(p.id()).append(' ').append(Threads.nice(proc, p.id())).append('\n');
        }
      }
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Ends all that was started. */
  void end() {
    for (Process p : started) {
      p.destroyForcibly();
    }
    for (Process p : started) {
      try {
        p.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    started.clear();
  }

  ProcessFacts facts(Process p) {
    return proc.find((int) p.pid()).orElseThrow();
  }

  /** Looks until it is so: a busy machine may give a process nothing during one short look. */
  Reading until(Probe probe, Target target, Predicate<Reading> good) throws Exception {
    Reading last = probe.read(target);
    for (int look = 0; look < 60 && !good.test(last); look++) {
      last = probe.read(target);
    }
    assertThat(last).matches(good);
    return last;
  }

  /** A family member's way in, that lists these programs. */
  ProcessDoor door(List<String> allow) {
    // A mining process has to be told from others within the test, so that it need not be old.
    return new ProcessDoor(looks(), new Guard(proc, allow), new Suspicions(proc, 1, Duration.ZERO));
  }

  Looks looks() {
    return new Looks(proc, Thread::sleep, Duration.ofMillis(200));
  }

  Renice renice() {
    return new Renice(new Commands());
  }

  @Override
  public void close() {
    end();
  }
}
