package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that reads a configuration by itself, without a server. */
abstract class StudyCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration (nightshift.yaml)")
  private Path config = Serve.USUAL;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "how to print (table)")
  private Format format = Format.table;

  private final Terminal terminal;
  private final House house;

  StudyCommand(Terminal terminal, House house) {
    this.terminal = terminal;
    this.house = house;
  }

  /** Does it. */
  abstract Exit run(House.Study study) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try (House.Study study = house.study(config)) {
      return run(study).code();
    }
  }

  Terminal terminal() {
    return terminal;
  }

  /** Prints the answer as JSON, or as these lines. */
  void print(JsonNode answer, List<String> lines) {
    if (format == Format.json) {
      terminal.out().println(Printing.json(answer));
    } else {
      lines.forEach(l -> terminal.out().println(l.isBlank() ? "" : Printing.block(l)));
    }
  }
}
