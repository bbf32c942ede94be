package nightshift.bot.action.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.alert.Text;

/** The program {@code renice}, of util-linux or busybox, on this machine. */
final class Renice {

  private static final List<String> PLACES =
      List.of("/usr/bin/renice", "/bin/renice", "/usr/sbin/renice", "/sbin/renice");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern CAPABLE = Pattern.compile("(?m)^CapEff:\\s+([0-9a-f]{1,16})$");
  private static final int SYS_NICE = 23;

  private final Machine machine;
  private final Optional<String> program;

  Renice(Machine machine) {
    this(machine, PLACES.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst());
  }

  Renice(Machine machine, Optional<String> program) {
    this.machine = machine;
    this.program = program;
  }

  /** Its path, or the sentence that blocks a plan. */
  String needed() throws ActionException {
    return program.orElseThrow(() ->
        ProcessDoor.refused(
            "changing a nice value needs the program renice, which is not on this machine; on"
                + " Debian it comes with the package bsdutils"));
  }

  /**
   * Sets the value of threads. Without {@code -n}, which some make relative. One thread that ended
   * meanwhile makes the program complain, so its exit code alone says nothing: look afterwards.
   *
   * @return what the program said, when it was not content
   */
  Optional<String> set(int nice, Collection<Integer> threads)
      throws ActionException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of(needed(), String.valueOf(nice), "-p"));
    threads.forEach(t -> argv.add(String.valueOf(t)));
    Ending ending = machine.run(new Command(argv, Map.of(), Optional.empty(), TIMEOUT));
    if (!ending.started()) {
      throw ProcessDoor.refused(
          "running " + argv.getFirst() + ": " + Text.line(ending.output(), 200));
    }
    if (ending.timedOut()) {
      throw new ActionException(Effect.PARTIAL, "running renice: it did not end within 10 s");
    }
    return ending.exitCode() == 0
        ? Optional.empty()
        : Optional.of(Text.line(ending.output().lines().reduce("", (_, last) -> last), 200));
  }

  /** Whether we may lower a value again: ordinary users can only raise it. */
  static boolean mayGoBack(String status) {
    Matcher m = CAPABLE.matcher(status);
    return m.find() && (Long.parseUnsignedLong(m.group(1), 16) >> SYS_NICE & 1) == 1;
  }
}
