package nightshift.bot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nightshift.config.CheckReport;
import nightshift.config.yaml.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a configuration and its playbooks as the server would, and says what is wrong. */
@Command(
    name = "check",
    description = "check a configuration and its playbooks, without starting anything",
    footer = {
      "Mistakes in the configuration may bring others in playbooks with them.",
      "Exits 2 when there is an error; warnings alone are no error."
    })
final class Check implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "a configuration (nightshift.yaml)")
  private List<Path> configs = List.of();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "more configurations")
  private List<Path> files = List.of();

  private final Terminal terminal;
  private final House house;

  Check(Terminal terminal, House house) {
    this.terminal = terminal;
    this.house = house;
  }

  @Override
  public Integer call() {
    List<Path> all = new ArrayList<>(configs);
    all.addAll(files);
    if (all.isEmpty()) {
      all.add(Serve.USUAL);
    }
    List<Problem> problems = all.stream().flatMap(f -> house.check(f).stream()).toList();
    CheckReport.render(problems)
        .lines()
        .forEach(line -> terminal.out().println(line.isBlank() ? "" : Printing.block(line)));
    return (problems.stream().anyMatch(Problem::isError) ? Exit.USAGE : Exit.OK).code();
  }
}
