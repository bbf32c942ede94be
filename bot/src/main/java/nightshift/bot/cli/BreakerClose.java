package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a playbook that failed too often run by itself again. */
@Command(
    name = "close",
    description = "let a playbook that failed too often do again what it may do by itself")
final class BreakerClose extends ServerCommand {

  @Parameters(paramLabel = "PLAYBOOK", description = "its name")
  private String playbook = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why it will not fail again; it stays in the log")
  private String reason = "";

  BreakerClose(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    String name = URLEncoder.encode(playbook, StandardCharsets.UTF_8).replace("+", "%20");
    JsonNode answer =
        api.post(
            Plans.ROOT + "breakers/" + name + "/close",
            JsonNodeFactory.instance.objectNode().put("reason", reason));
    print(answer, List.of(Printing.text(answer, "message")));
    return Exit.OK;
  }
}
