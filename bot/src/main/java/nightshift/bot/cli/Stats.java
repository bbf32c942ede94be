package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Prints the statistics of the last seven days, by the states that a history is filtered by. */
@Command(
    name = "stats",
    description = "show where the plans of the last seven days stand, and how they ended",
    footer = "\"nightshift history --state STATE\" lists those of a row.")
final class Stats extends ServerCommand {

  Stats(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.ROOT + "stats");
    long plans = answer.path("totals").path("plans").asLong();
    List<String> lines = new ArrayList<>();
    lines.add(
        (plans == 0 ? "no plans" : plans == 1 ? "1 plan" : plans + " plans")
            + " since "
            + Printing.minute(Printing.text(answer, "since")));
    if (plans > 0) {
      lines.addAll(table(answer.path("states")).lines());
    }
    print(answer, lines);
    return Exit.OK;
  }

  private static Table table(JsonNode states) {
    Table table = new Table("STATE", "RISK", "PLANS", "AVERAGE CONFIDENCE");
    for (JsonNode row : states) {
      table.row(
          Printing.text(row, "state").replace('_', ' '),
          Printing.text(row, "risk"),
          Printing.text(row, "count"),
          Math.round(row.path("avgConfidence").asDouble()) + " %");
    }
    return table;
  }
}
