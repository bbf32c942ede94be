package nightshift.bot.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to run, with everything that it gets.
 *
 * @param argv absolute path of the program, and its arguments, passed on as they are
 * @param environment the whole environment, but for {@code PATH} where it names none, and for a
 *     mark by which {@link Commands} finds the processes that belong to it
 * @param directory where it runs; empty for an empty temporary folder that is removed afterwards
 * @param timeout after which it and all its descendants are stopped
 */
public record Command(
    List<String> argv,
    Map<String, String> environment,
    Optional<Path> directory,
    Duration timeout) {

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /**
   * How a program ended.
   *
   * @param started false when it could not be started at all: then {@code output} says why
   * @param timedOut whether it was stopped because its time was over
   * @param exitCode 0 is good; meaningless when it timed out or did not start
   * @param output standard output and error in the order they came, bounded and cleaned
   * @param took how long it ran
   */
  public record Ending(
      boolean started, boolean timedOut, int exitCode, String output, Duration took) {}
}
