package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the plans that wait for a decision. */
@Command(name = "list", description = "list the plans that wait for a decision")
final class PlanList extends ServerCommand {

  private final InstantSource clock;

  PlanList(Terminal terminal, InstantSource clock) {
    super(terminal);
    this.clock = clock;
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.ROOT + "plans/pending");
    Table table = new Table("PLAN", "RISK", "EXPIRES", "APPROVERS", "WHAT");
    for (JsonNode plan : answer.path("plans")) {
      table.row(
          "#" + Printing.text(plan, "number"),
          Printing.text(plan, "risk"),
          Printing.distance(Printing.text(plan, "expiresAt"), clock.instant()),
          Printing.text(plan, "approvers"),
          Printing.text(plan, "headline"));
    }
    boolean none = answer.path("plans").isEmpty();
    print(answer, none ? List.of("no plan waits for a decision") : table.lines());
    return Exit.OK;
  }
}
