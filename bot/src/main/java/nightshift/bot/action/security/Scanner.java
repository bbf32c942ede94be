package nightshift.bot.action.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.action.security.ScannerWords.Said;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;

/**
 * A scanner that the operator has installed. Exit code 0 is clean; 1 means that it found things, if
 * it names them: rkhunter ends so, too, when it could not begin.
 */
final class Scanner implements Check {

  private static final int SHOWN = 200;
  private static final int REMARKS = 20;

  private final ScannerWords words;
  private final Machine machine;
  private final List<String> argv;
  private final Duration most;

  /**
   * @param argv whole path of the program first
   * @param most how long it may take
   */
  Scanner(ScannerWords words, Machine machine, List<String> argv, Duration most) {
    this.words = words;
    this.machine = machine;
    this.argv = List.copyOf(argv);
    this.most = most;
  }

  /** ClamAV over these folders. */
  static Scanner clamav(Machine machine, List<String> folders) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/usr/bin/clamscan",
                "--recursive",
                "--infected",
                "--cross-fs=no",
                "--max-filesize=50M",
                "--"));
    argv.addAll(folders);
    return new Scanner(ScannerWords.CLAMAV, machine, argv, Duration.ofMinutes(20));
  }

  /**
   * Rootkit Hunter in the language that we read, without updating, asking or mailing anything, and
   * without overwriting the log of the operator's own runs.
   */
  static Scanner rkhunter(Machine machine) {
    return new Scanner(
        ScannerWords.RKHUNTER,
        machine,
        List.of(
            "/usr/bin/rkhunter",
            "--check",
            "--skip-keypress",
            "--report-warnings-only",
            "--nocolors",
            "--language",
            "en",
            "--no-mail-on-warning",
            "--append-log"),
        Duration.ofMinutes(15));
  }

  @Override
  public String name() {
    return words.name().toLowerCase(Locale.ROOT);
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
      return Found.partial(
          List.of(), List.of(name() + " did not start: " + Text.line(e.output(), 200)));
    }
    Said said = words.read(e.output());
    boolean named = !said.findings().isEmpty();
    boolean ended = !e.timedOut() && (e.exitCode() == 0 || e.exitCode() == 1 && named);
    List<String> remarks = new ArrayList<>();
    remarks.add(name() + ending(e, ended, said));
    if (said.findings().size() > SHOWN) {
      remarks.add("only the first %d of %d are listed".formatted(SHOWN, said.findings().size()));
    }
    said.rest().stream().limit(REMARKS).forEach(remarks::add);
    List<String> findings = said.findings().stream().limit(SHOWN).toList();
    return new Found(findings, remarks, ended && !said.unseen());
  }

  private String ending(Ending e, boolean ended, Said said) {
    if (e.timedOut()) {
      return " was stopped after " + Durations.shown(most) + ": not complete";
    }
    if (!ended) {
      return " ended with exit code " + e.exitCode() + ": it did not do all of its work";
    }
    return said.findings().isEmpty() ? " found nothing" : " found something";
  }
}
