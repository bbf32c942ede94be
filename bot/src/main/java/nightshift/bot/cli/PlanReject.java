package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rejects a plan. */
@Command(name = "reject", description = "reject a plan")
final class PlanReject extends ServerCommand {

  @Parameters(paramLabel = "PLAN", description = "its number, or its full id")
  private String plan = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why; the others read it")
  private String reason = "";

  PlanReject(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer =
        api.post(
            Plans.path(plan) + "/reject",
            JsonNodeFactory.instance.objectNode().put("reason", reason));
    print(answer, List.of(Printing.text(answer, "message")));
    return Exit.OK;
  }
}
