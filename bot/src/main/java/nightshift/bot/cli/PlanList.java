package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.plan.Plan;
import picocli.CommandLine.Command;

/** Lists what waits for a person: plans, those of a storm as one, and alerts without a plan. */
@Command(
    name = "list",
    description = "list the plans that wait for a person, and alerts that no plan answers",
    footer = "The plans of a storm are one row; \"plan show\" lists them.")
final class PlanList extends ServerCommand {

  private static final int MOST_ALERTS = 10;

  private final InstantSource clock;

  PlanList(Terminal terminal, InstantSource clock) {
    super(terminal);
    this.clock = clock;
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.get(Plans.ROOT + "plans/pending");
    List<String> lines = new ArrayList<>();
    asking(answer.path("plans"), lines);
    answer.path("inDoubt").forEach(p -> lines.addAll(inDoubt(p)));
    if (lines.isEmpty()) {
      lines.add("no plan waits for a decision");
    }
    unanswered(answer.path("unanswered"), lines);
    print(answer, lines);
    return Exit.OK;
  }

  private void asking(JsonNode plans, List<String> lines) {
    Table table = new Table("PLAN", "RISK", "EXPIRES", "APPROVERS", "WHAT");
    int rows = 0;
    int batched = 0;
    boolean batch = false;
    for (JsonNode plan : plans) {
      if (plan.path("batched").asBoolean()) {
        batched++;
        continue;
      }
      rows++;
      batch |= plan.path("actions").path(0).path("type").asText().equals(Plan.RELEASE);
      table.row(
          "#" + Printing.text(plan, "number"),
          Printing.text(plan, "risk"),
          Printing.distance(Printing.text(plan, "expiresAt"), clock.instant()),
          Printing.text(plan, "approvers"),
          Printing.text(plan, "headline"));
    }
    if (rows > 0) {
      lines.addAll(table.lines());
    }
    if (batched > 0 && !batch) {
      lines.add(batched + " plans of a storm wait, and are asked for together");
    }
  }

  private static List<String> inDoubt(JsonNode plan) {
    String number = Printing.text(plan, "number");
    return Printing.wrap(
        "#" + number + " is in doubt: ",
        Printing.text(plan, "headline")
            + ". Look how it ended, then: nightshift plan settle "
            + number
            + " --fixed (or --not-fixed) --reason TEXT",
        2);
  }

  private void unanswered(JsonNode alerts, List<String> lines) {
    if (alerts.isEmpty()) {
      return;
    }
    Table table = new Table("SEVERITY", "BEGAN", "ALERT WITHOUT A PLAN");
    int shown = Math.min(alerts.size(), MOST_ALERTS);
    for (int i = 0; i < shown; i++) {
      JsonNode alert = alerts.get(i);
      table.row(
          Printing.text(alert, "severity"),
          Printing.distance(Printing.text(alert, "startsAt"), clock.instant()),
          Printing.text(alert, "what") + ": " + Printing.text(alert, "because"));
    }
    lines.add("");
    lines.addAll(table.lines());
    if (alerts.size() > shown) {
      lines.add("and " + (alerts.size() - shown) + " more (-o json has up to 100)");
    }
  }
}
