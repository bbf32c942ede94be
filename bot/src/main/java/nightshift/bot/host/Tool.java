package nightshift.bot.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Text;

/**
 * A program that a machine may have or not, such as {@code zfs}, and whose answers are read.
 *
 * @param program its name, without a path
 */
public record Tool(String program) {

  private static final int LONGEST = 300;

  /**
   * Runs it and gives what it wrote.
   *
   * @param doing for messages: {@code listing the snapshots of tank/data}
   * @throws ProgramTrouble when it is missing, took too long, or said no
   */
  public String output(Machine machine, String doing, Duration patience, List<String> arguments)
      throws ProgramTrouble, InterruptedException {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.addAll(arguments);
    return Programs.output(machine, doing, patience, argv);
  }

  /** It wrote something that cannot be understood, or more than is kept of an output. */
  public ProgramTrouble unreadable(String doing, String out) {
    return new ProgramTrouble(
        ProgramTrouble.Kind.REFUSED,
        "%s: %s wrote too much, or something else than expected: %s"
            .formatted(doing, program, Text.line(out.strip().replace('\n', ';'), LONGEST)));
  }
}
