package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
    Table table = new Table("PLAYBOOK", "RUNG", "UP TO", "EVIDENCE", "BECAUSE");
    for (JsonNode p : answer.path("playbooks")) {
      table.row(
          Printing.text(p, "playbook"),
          rung(p),
          Printing.text(p, "upTo"),
          Printing.text(p, "evidence"),
          Printing.text(p, "why"));
    }
    boolean none = answer.path("playbooks").isEmpty();
    print(answer, none ? List.of("no playbooks") : table.lines());
    return Exit.OK;
  }

  private static String rung(JsonNode playbook) {
    String risk = Printing.text(playbook, "rungUpToRisk");
    return Printing.text(playbook, "rung") + (risk.isEmpty() ? "" : ", up to " + risk + " risk");
  }
}
