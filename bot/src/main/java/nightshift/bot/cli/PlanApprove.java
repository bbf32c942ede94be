package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves what it shows: the digest of the plan that was printed goes with the approval. */
@Command(
    name = "approve",
    description = "show a plan and approve exactly what was shown",
    footer = "With --wait, the exit code says how the plan ended.")
final class PlanApprove extends ServerCommand {

  private static final int SHORTEST_DIGEST = 6;

  @Parameters(paramLabel = "PLAN", description = "its number, or its full id")
  private String plan = "";

  @Option(
      names = "--digest",
      paramLabel = "HEX",
      description = "approve only if the plan's digest begins like this (6 characters or more)")
  private @Nullable String digest;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why; some approval rules want one")
  private @Nullable String reason;

  @Mixin private final Waiting waiting;

  PlanApprove(Terminal terminal, Pacer pacer) {
    super(terminal);
    this.waiting = new Waiting(pacer);
  }

  @Override
  Exit run(Api api) {
    JsonNode shown = api.get(Plans.path(plan));
    Plans.summary(shown).forEach(this::tell);
    refuseOtherDigest(shown);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("digest", Printing.text(shown, "digest"));
    body.put("revision", shown.path("revision").asInt());
    if (reason != null) {
      body.put("reason", reason);
    }
    JsonNode answer = api.post(Plans.path(plan) + "/approve", body);
    tell(Printing.text(answer, "message"));
    if (waiting.wanted()) {
      return waiting.untilEnded(api, plan, this);
    }
    print(answer, List.of());
    return Exit.OK;
  }

  private void refuseOtherDigest(JsonNode shown) {
    if (digest == null) {
      return;
    }
    String wanted = digest.toLowerCase(Locale.ROOT);
    if (wanted.length() < SHORTEST_DIGEST) {
      throw new CommandFailed(Exit.USAGE, "--digest needs at least 6 characters of the digest");
    }
    if (!Printing.text(shown, "digest").startsWith(wanted)) {
      throw new CommandFailed(
          Exit.CONFLICT,
          "approving plan "
              + plan
              + ": its digest is now "
              + Plans.shortDigest(shown)
              + ", not "
              + Printing.line(wanted)
              + "; look at it again");
    }
  }
}
