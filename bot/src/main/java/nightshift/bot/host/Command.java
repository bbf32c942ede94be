package nightshift.bot.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Durations;

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
   * @param timedOut whether nobody saw its end, so that what it did is not known: it was stopped
   *     because its time was over, or {@code lost}
   * @param exitCode 0 is good; meaningless when it timed out or did not start
   * @param output standard output and error in the order they came, bounded and cleaned
   * @param took how long it ran
   * @param lost whether the connection to its machine broke while it ran
   */
  public record Ending(
      boolean started, boolean timedOut, int exitCode, String output, Duration took, boolean lost) {

    /** An ending on a machine that stayed in touch. */
    public Ending(boolean started, boolean timedOut, int exitCode, String output, Duration took) {
      this(started, timedOut, exitCode, output, took, false);
    }

    /** A program whose machine was lost sight of. */
    public static Ending lost(String output, Duration took) {
      return new Ending(true, true, -1, output, took, true);
    }

    /**
     * Why nobody saw its end, as the end of a sentence.
     *
     * @param timeout what it was given
     */
    public String unseen(Duration timeout) {
      return lost
          ? "the connection to its machine broke; whether it ended, and what it did, is not known"
          : "stopped after " + Durations.shown(timeout) + "; what it did until then is not known";
    }
  }
}
