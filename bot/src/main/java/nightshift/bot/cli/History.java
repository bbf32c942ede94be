package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists past and present plans, newest first. */
@Command(name = "history", description = "list plans, newest first")
final class History extends ServerCommand {

  @Option(names = "--limit", paramLabel = "N", description = "how many, 1 to 100 (50)")
  private int limit = 50;

  @Option(names = "--offset", paramLabel = "N", description = "how many to leave out (0)")
  private int offset;

  @Option(
      names = {"--state", "--status"},
      paramLabel = "STATES",
      description = "only plans in these states, such as failed or rejected,expired")
  private @Nullable String state;

  @Option(names = "--playbook", paramLabel = "NAME", description = "only plans of this playbook")
  private @Nullable String playbook;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "only plans for this target, like container:web")
  private @Nullable String target;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "only plans since then, like 24h or 2026-11-24T00:00:00Z")
  private @Nullable String since;

  private final InstantSource clock;

  History(Terminal terminal, InstantSource clock) {
    super(terminal);
    this.clock = clock;
  }

  @Override
  Exit run(Api api) {
    String query =
        "history?limit="
            + limit
            + "&offset="
            + offset
            + filter("state", state)
            + filter("playbook", playbook)
            + filter("target", target)
            + filter("since", since);
    JsonNode answer = api.get(Plans.ROOT + query);
    Table table = new Table("PLAN", "STATE", "RISK", "CHANGED", "BY", "WHAT");
    for (JsonNode plan : answer.path("history")) {
      table.row(
          "#" + Printing.text(plan, "number"),
          Plans.state(plan),
          Printing.text(plan, "risk"),
          Printing.distance(Printing.text(plan, "changedAt"), clock.instant()),
          Printing.text(plan.path("decision"), "by"),
          Printing.text(plan, "headline"));
    }
    boolean none = answer.path("history").isEmpty();
    print(answer, none ? List.of("no plans") : table.lines());
    return Exit.OK;
  }

  private static String filter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
