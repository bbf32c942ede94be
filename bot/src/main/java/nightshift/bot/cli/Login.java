package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.Command;

/** Asks for a one-time link that logs the token's person in to the web room. */
@Command(name = "login", description = "print a one-time log-in link for the web room")
final class Login extends ServerCommand {

  Login(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    JsonNode answer = api.post("/api/v1/login-links", JsonNodeFactory.instance.objectNode());
    print(answer, List.of(Printing.text(answer, "url")));
    return Exit.OK;
  }
}
