package nightshift.bot.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command.Ending;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;

/**
 * A program that a machine may have or not, such as {@code zfs}. It is looked for in the machine's
 * usual folders, and speaks English.
 *
 * @param program its name, without a path
 */
public record Tool(String program) {

  // What env says by its exit code when the program that it should run is not there.
  private static final int NOT_FOUND = 127;
  private static final int LONGEST = 300;

  /**
   * Runs it and gives what it wrote.
   *
   * @param doing for messages: {@code listing the snapshots of tank/data}
   * @throws ToolTrouble when it is missing, took too long, or said no
   */
  public String output(Machine machine, String doing, Duration patience, List<String> arguments)
      throws ToolTrouble, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/env", program));
    argv.addAll(arguments);
    Ending ending =
        machine.run(new Command(argv, Map.of("LC_ALL", "C"), Optional.empty(), patience));
    if (!ending.started()) {
      throw new ToolTrouble(
          ToolTrouble.Kind.NOT_STARTED,
          doing + ": running " + program + on(machine) + ": " + said(ending.output()));
    }
    if (ending.timedOut()) {
      throw new ToolTrouble(
          ToolTrouble.Kind.LATE,
          doing + ": " + program + on(machine) + " took longer than " + Durations.shown(patience));
    }
    if (ending.exitCode() == NOT_FOUND) {
      throw new ToolTrouble(
          ToolTrouble.Kind.MISSING,
          "%s: %s is not installed%s; install it, or take this out of the playbook"
              .formatted(doing, program, on(machine)));
    }
    if (ending.exitCode() != 0) {
      throw new ToolTrouble(
          ToolTrouble.Kind.REFUSED,
          "%s: %s said (exit code %d): %s"
              .formatted(doing, program, ending.exitCode(), said(ending.output())));
    }
    return ending.output();
  }

  /** It wrote something that cannot be understood, or more than is kept of an output. */
  public ToolTrouble unreadable(String doing, String out) {
    return new ToolTrouble(
        ToolTrouble.Kind.REFUSED,
        "%s: %s wrote too much, or something else than expected: %s"
            .formatted(doing, program, said(out)));
  }

  private static String on(Machine machine) {
    return machine.name().equals(Machines.LOCAL) ? " on this machine" : " on " + machine.name();
  }

  private static String said(String output) {
    return Text.line(output.strip().replace('\n', ';'), LONGEST);
  }
}
