package nightshift.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process with our classes: what two of them do to one file is what is tested. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts {@code main} in a JVM of its own; what it says on stderr goes to ours. */
  static ChildJvm start(Class<?> main, Object... args) throws IOException {
    return start(List.of(), List.of(), main, args);
  }

  /**
   * The same.
   *
   * @param under the program, and its arguments, that is to start the JVM; none: this process
   * @param options more options for the JVM
   */
  static ChildJvm start(List<String> under, List<String> options, Class<?> main, Object... args)
      throws IOException {
    List<String> command = new ArrayList<>(under);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short lives: the quick compiler and the small collector start soonest.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object a : args) {
      command.add(a.toString());
    }
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line that it says; blocks. */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the child process ended without a word");
    }
    return line;
  }

  /** Lets it go on. */
  void nudge() throws IOException {
    OutputStream in = process.getOutputStream();
    in.write('\n');
    in.flush();
  }

  /** Its exit code, once it has ended. */
  int exit() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("the child process did not end within two minutes");
    }
    return process.exitValue();
  }

  /** Kills it, as the kernel does when memory is short, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exit();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
