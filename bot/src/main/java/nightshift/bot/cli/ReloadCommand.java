package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Has the running server read its configuration and playbooks again. */
@Command(
    name = "reload",
    description = "have the server read people, policy and playbooks again (SIGHUP does it, too)")
final class ReloadCommand extends ServerCommand {

  ReloadCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.post("/-/reload", JsonNodeFactory.instance.objectNode());
    List<String> lines = new ArrayList<>(List.of("The configuration was read again."));
    answer.path("lines").forEach(line -> lines.add(Printing.line(line.asText())));
    print(answer, lines);
    return Exit.OK;
  }
}
