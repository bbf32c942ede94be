package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** How much each playbook may do by itself. */
@Command(name = "playbooks", description = "how much each playbook may do by itself, and why")
final class Playbooks extends ServerCommand {

  Playbooks(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.ROOT + "playbooks");
    Table table = new Table("PLAYBOOK", "RUNG", "UP TO");
    for (JsonNode p : answer.path("playbooks")) {
      table.row(Printing.text(p, "playbook"), rung(p), Printing.text(p, "upTo"));
    }
    print(answer, lines(table.blocks(), answer.path("playbooks")));
    return Exit.OK;
  }

  // Beside the others, a sentence would be cut off where it says what one came for.
  private static List<String> lines(List<List<String>> table, JsonNode playbooks) {
    if (playbooks.isEmpty()) {
      return List.of("no playbooks");
    }
    List<String> lines = new ArrayList<>(table.getFirst());
    for (int i = 0; i < playbooks.size(); i++) {
      lines.addAll(table.get(i + 1));
      JsonNode p = playbooks.get(i);
      lines.addAll(sentence("", Printing.text(p, "evidence")));
      lines.addAll(sentence("because: ", Printing.text(p, "why")));
    }
    return lines;
  }

  private static List<String> sentence(String before, String said) {
    return said.isEmpty() ? List.of() : Printing.wrap(before + said, 2);
  }

  private static String rung(JsonNode playbook) {
    String risk = Printing.text(playbook, "rungUpToRisk");
    return Printing.text(playbook, "rung") + (risk.isEmpty() ? "" : ", up to " + risk + " risk");
  }
}
