package nightshift.bot.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** Prints the event log, one JSON object a line, for keeping elsewhere. */
@Command(name = "export", description = "print the event log, one JSON object a line")
final class AuditExport extends ServerCommand {

  AuditExport(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(
                api.stream(Plans.ROOT + "audit/export"), StandardCharsets.UTF_8))) {
      String event = events.readLine();
      while (event != null) {
        terminal().out().println(Printing.escaped(event));
        event = events.readLine();
      }
      return Exit.OK;
    } catch (IOException broken) {
      throw new CommandFailed(
          Exit.FAILED, "exporting the event log: the answer broke off; what was printed is a part");
    }
  }
}
