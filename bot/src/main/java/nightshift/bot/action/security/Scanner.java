package nightshift.bot.action.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;

/**
 * A scanner that the operator has installed: exit code 0 is clean, 1 means that it found things.
 */
final class Scanner implements Check {

  private static final int SHOWN = 200;

  private final String name;
  private final Machine machine;
  private final List<String> argv;
  private final Duration most;

  /**
   * @param argv whole path of the program first
   * @param most how long it may take
   */
  Scanner(String name, Machine machine, List<String> argv, Duration most) {
    this.name = name;
    this.machine = machine;
    this.argv = List.copyOf(argv);
    this.most = most;
  }

  /** ClamAV over these folders. */
  static Scanner clamav(Machine machine, List<String> folders) {
    List<String> argv =
        new java.util.ArrayList<>(
            List.of(
                "/usr/bin/clamscan",
                "--recursive",
                "--infected",
                "--no-summary",
                "--cross-fs=no",
                "--max-filesize=50M",
                "--"));
    argv.addAll(folders);
    return new Scanner("clamav", machine, argv, Duration.ofMinutes(20));
  }

  /** Rootkit Hunter, without updating or asking anything. */
  static Scanner rkhunter(Machine machine) {
    return new Scanner(
        "rkhunter",
        machine,
        List.of(
            "/usr/bin/rkhunter",
            "--check",
            "--skip-keypress",
            "--report-warnings-only",
            "--nocolors"),
        Duration.ofMinutes(10));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String object() {
    return "check with " + String.join(" ", argv);
  }

  @Override
  public Optional<String> missing() {
    return Files.isExecutable(Path.of(argv.getFirst()))
        ? Optional.empty()
        : Optional.of("the program " + argv.getFirst() + " is not on this machine");
  }

  @Override
  public Found look() throws InterruptedException {
    Ending e = machine.run(new Command(argv, Map.of(), Optional.empty(), most));
    if (!e.started()) {
      return new Found(List.of(), List.of(name + " did not start: " + Text.line(e.output(), 200)));
    }
    List<String> said = e.output().lines().filter(l -> !l.isBlank()).limit(SHOWN).toList();
    if (e.timedOut()) {
      return new Found(
          said, List.of(name + " was stopped after " + Durations.shown(most) + ": not complete"));
    }
    return switch (e.exitCode()) {
      case 0 -> new Found(List.of(), List.of(name + " found nothing"));
      case 1 -> new Found(said, List.of(name + " found something"));
      default ->
          new Found(
              List.of(),
              List.of(
                  "%s ended with exit code %d: %s"
                      .formatted(name, e.exitCode(), Text.line(String.join(" ", said), 300))));
    };
  }
}
