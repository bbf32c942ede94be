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
 * Runs programs that the operating system brings, on whichever machine, and says in words what is
 * missing. They are found by {@code env} on that machine's usual path, and speak English.
 */
public final class Programs {

  private static final String ENV = "/usr/bin/env";
  private static final int NOT_FOUND = 127;

  // What to install where a program is missing, by Debian's names.
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("systemctl", "systemd"),
          Map.entry("systemd-run", "systemd"),
          Map.entry("journalctl", "systemd"),
          Map.entry("resolvectl", "systemd-resolved"),
          Map.entry("ip", "iproute2"),
          Map.entry("ss", "iproute2"),
          Map.entry("nft", "nftables"),
          Map.entry("ping", "iputils-ping"),
          Map.entry("zfs", "zfsutils-linux"),
          Map.entry("zpool", "zfsutils-linux"),
          Map.entry("find", "findutils"));

  private Programs() {}

  /**
   * Runs a program and waits. What it ended with is for the caller to judge.
   *
   * @param doing what this is for, for messages: {@code looking at service "web"}
   * @param argv the program's bare name, and its arguments
   * @throws ProgramTrouble when there is no such program, no way to the machine, or no end in time
   */
  public static Ending run(Machine machine, String doing, Duration timeout, List<String> argv)
      throws ProgramTrouble, InterruptedException {
    List<String> whole = new ArrayList<>(List.of(ENV, "LC_ALL=C", "PATH=" + Commands.PATH));
    whole.addAll(argv);
    Ending end = machine.run(new Command(whole, Map.of(), Optional.empty(), timeout));
    String program = argv.getFirst();
    if (!end.started()) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.UNREACHABLE,
          "%s on %s: %s".formatted(doing, machine.name(), Text.line(end.output(), 300)));
    }
    if (end.timedOut()) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.NO_ANSWER,
          "%s: \"%s\" on %s had not ended after %s"
              .formatted(doing, program, machine.name(), Durations.shown(timeout)));
    }
    if (missing(end, program)) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.MISSING,
          "%s: there is no program \"%s\" on %s; install %s to have it"
              .formatted(doing, program, machine.name(), PACKAGES.getOrDefault(program, "it")));
    }
    return end;
  }

  /** Like {@link #run}, for looks: anything but exit code 0 is trouble too. */
  public static String output(Machine machine, String doing, Duration timeout, List<String> argv)
      throws ProgramTrouble, InterruptedException {
    Ending end = run(machine, doing, timeout, argv);
    if (end.exitCode() != 0) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.REFUSED,
          "%s on %s: \"%s\" ended with exit code %d%s"
              .formatted(doing, machine.name(), argv.getFirst(), end.exitCode(), said(end)));
    }
    return end.output();
  }

  /** The last line that a program wrote, behind a colon; empty when it wrote none. */
  public static String said(Ending end) {
    List<String> lines = end.output().lines().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty() ? "" : ": " + Text.line(lines.getLast(), 200);
  }

  // GNU: env: 'x': No such file or directory. Busybox: env: can't execute 'x': No such file …
  private static boolean missing(Ending end, String program) {
    return end.exitCode() == NOT_FOUND
        && end.output().contains("env: ")
        && end.output().contains(program);
  }
}
