package nightshift.bot.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nightshift.bot.host.Command.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that starts programs. No shell: every argument arrives as it was given. The
 * environment is what the command says, standard input is empty, the output is bounded, and when
 * the time is over or the thread is interrupted, everything that was started is stopped.
 */
public final class Commands implements Machine {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /** Where programs are looked for when a command's environment names no {@code PATH}. */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Most bytes of output kept. */
  public static final int MAX_OUTPUT = 64 * 1024;

  private static final String MARK = "NIGHTSHIFT_RUN";
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  @Override
  public String name() {
    return Machines.LOCAL;
  }

  @Override
  public Ending run(Command command) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      if (command.directory().isPresent()) {
        return run(command, command.directory().get());
      }
      Path own = Files.createTempDirectory("nightshift-");
      try {
        return run(command, own);
      } finally {
        remove(own);
      }
    } catch (IOException e) {
      return new Ending(false, false, -1, String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  private static Ending run(Command command, Path directory)
      throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString();
    ProcessBuilder builder = new ProcessBuilder(command.argv());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    environment.putAll(command.environment());
    environment.put(MARK, run);
    builder.directory(directory.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    long start = System.nanoTime();
    Process process = builder.start();
    BoundedOutput output = new BoundedOutput(MAX_OUTPUT);
    Thread reader = Thread.ofVirtual().name("output of " + run).start(() -> read(process, output));
    ProcessTree tree = new ProcessTree(process, MARK + "=" + run);
    boolean ended = waited(process, tree, command.timeout());
    // A service that the program left behind may hold its output open for ever; it is read on, so
    // that the service does not stall, but not waited for.
    reader.join(LAST_WORDS);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Ending(true, !ended, ended ? process.exitValue() : -1, output.text(), took);
  }

  private static boolean waited(Process process, ProcessTree tree, Duration timeout)
      throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return ended;
    } finally {
      if (!ended) {
        tree.stop();
      }
    }
  }

  private static void read(Process process, BoundedOutput output) {
    try {
      output.drain(process.getInputStream());
    } catch (IOException e) {
      LOG.debug("reading the output of process {}: {}", process.pid(), e.getMessage());
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path p : deepestFirst) {
        Files.deleteIfExists(p);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("removing the working folder {}: {}", folder, e.getMessage());
    }
  }
}
