package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows everything about one plan. */
@Command(name = "show", description = "show everything about a plan")
final class PlanShow extends ServerCommand {

  @Parameters(paramLabel = "PLAN", description = "its number, or its full id")
  private String plan = "";

  private final InstantSource clock;

  PlanShow(Terminal terminal, InstantSource clock) {
    super(terminal);
    this.clock = clock;
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.path(plan));
    print(answer, Plans.full(answer, clock.instant()));
    return Exit.OK;
  }
}
