package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How plans went, in sentences. */
@Command(name = "report", description = "how plans went: outcomes, times, what repeats")
final class ReportCommand extends ServerCommand {

  @Option(names = "--days", paramLabel = "N", description = "how many days back, 1 to 366 (7)")
  private int days = 7;

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.ROOT + "stats/report?days=" + days);
    List<String> lines = new ArrayList<>();
    answer.path("text").forEach(l -> lines.addAll(Printing.wrap("", l.asText(), 2)));
    print(answer, lines);
    return Exit.OK;
  }
}
