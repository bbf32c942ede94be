package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that draw up a new plan from an old one. */
abstract class PlanAgain extends ServerCommand {

  @Parameters(paramLabel = "PLAN", description = "number or full id of the old plan")
  private String plan = "";

  private final String verb;

  private PlanAgain(Terminal terminal, String verb) {
    super(terminal);
    this.verb = verb;
  }

  @Override
  final Exit run(Api api) {
    JsonNode answer =
        api.post(Plans.path(plan) + "/" + verb, JsonNodeFactory.instance.objectNode());
    List<String> lines = new ArrayList<>();
    lines.add(Printing.text(answer, "message"));
    if (answer.path("plan").isObject()) {
      lines.addAll(Plans.summary(answer.path("plan")));
      lines.addAll(Plans.result(answer.path("plan")));
    }
    print(answer, lines);
    return Exit.OK;
  }

  /** Asks for a plan that puts back what an old one did. */
  @Command(name = "undo", description = "draw up a plan that puts back what an old one did")
  static final class Undo extends PlanAgain {
    Undo(Terminal terminal) {
      super(terminal, "undo");
    }
  }

  /** Asks for a new plan for the same alert. */
  @Command(name = "retry", description = "draw up a new plan for the alert of an old one")
  static final class Retry extends PlanAgain {
    Retry(Terminal terminal) {
      super(terminal, "retry");
    }
  }
}
