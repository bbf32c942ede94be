package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how a plan ended of which Nightshift cannot know it. */
@Command(name = "settle", description = "say how a plan in doubt really ended")
final class PlanSettle extends ServerCommand {

  @Parameters(paramLabel = "PLAN", description = "its number, or its full id")
  private String plan = "";

  @ArgGroup(multiplicity = "1")
  private Ending ending = new Ending();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "what you looked at")
  private String reason = "";

  PlanSettle(Terminal terminal) {
    super(terminal);
  }

  /** One of the two, exactly. */
  static final class Ending {
    @Option(names = "--fixed", required = true, description = "the problem is gone")
    private boolean fixed;

    @Option(names = "--not-fixed", required = true, description = "the problem is still there")
    private boolean notFixed;
  }

  @Override
  Exit run(Api api) {
    JsonNode answer =
        api.post(
            Plans.path(plan) + "/settle",
            JsonNodeFactory.instance
                .objectNode()
                .put("fixed", ending.fixed && !ending.notFixed)
                .put("reason", reason));
    print(answer, List.of(Printing.text(answer, "message")));
    return Exit.OK;
  }
}
