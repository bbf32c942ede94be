package nightshift.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.checkup.Finding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Runs one checkup and prints what it finds, line by line. */
@Command(footer = "Exits 0 when all is well, 1 when something is not, 2 for a bad configuration.")
final class Doctor implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration (nightshift.yaml)")
  private Path config = Serve.USUAL;

  private final Terminal terminal;
  private final House house;
  private final Checkup checkup;

  private Doctor(Terminal terminal, House house, Checkup checkup) {
    this.terminal = terminal;
    this.house = house;
    this.checkup = checkup;
  }

  /** The command {@code doctor NAME} for a checkup. */
  static CommandLine of(Terminal terminal, House house, Checkup checkup) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new Doctor(terminal, house, checkup));
    spec.name(checkup.name()).usageMessage().description(checkup.about());
    return new CommandLine(spec);
  }

  @Override
  public Integer call() throws InterruptedException {
    AtomicBoolean bad = new AtomicBoolean();
    checkup.examine(
        house.settings(config),
        finding -> {
          print(finding);
          bad.compareAndSet(false, finding.verdict() == Finding.Verdict.BAD);
        });
    return (bad.get() ? Exit.FAILED : Exit.OK).code();
  }

  private void print(Finding f) {
    String mark =
        switch (f.verdict()) {
          case GOOD -> "ok    ";
          case NOTE -> "note  ";
          case BAD -> "BAD   ";
        };
    terminal.out().println(mark + Printing.line(f.what()));
    if (!f.remedy().isEmpty()) {
      terminal.out().println("      -> " + Printing.line(f.remedy()));
    }
    terminal.out().flush();
  }
}
