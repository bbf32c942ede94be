package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints the statistics of the last seven days, whatever the server counts. */
@Command(name = "stats", description = "show how the plans of the last seven days ended")
final class Stats extends ServerCommand {

  Stats(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.ROOT + "stats");
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : answer.properties()) {
      lines.addAll(lines(entry.getKey(), entry.getValue()));
    }
    print(answer, lines);
    return Exit.OK;
  }

  private static List<String> lines(String name, JsonNode value) {
    if (value.isArray() && value.path(0).isObject()) {
      return rows(value);
    }
    if (value.isObject()) {
      Table table = new Table(Printing.line(name).toUpperCase(Locale.ROOT), "");
      value.properties().forEach(e -> table.row(e.getKey(), e.getValue().asText()));
      return table.lines();
    }
    return List.of(Printing.line(name + ": " + value.asText()));
  }

  private static List<String> rows(JsonNode array) {
    List<String> columns = new ArrayList<>();
    array.path(0).fieldNames().forEachRemaining(columns::add);
    Table table =
        new Table(
            columns.stream()
                .map(c -> Printing.line(c).toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
    for (JsonNode row : array) {
      table.row(columns.stream().map(c -> Printing.text(row, c)).toArray(String[]::new));
    }
    return table.lines();
  }
}
