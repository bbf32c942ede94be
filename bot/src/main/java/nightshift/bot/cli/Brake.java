package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The switch that stops all execution. */
abstract class Brake extends ServerCommand {

  private Brake(Terminal terminal) {
    super(terminal);
  }

  /** Stops it. */
  @Command(name = "pause", description = "start no step any more, until resumed; running steps end")
  static final class Pause extends Brake {

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "why; everybody reads it")
    private String reason = "";

    @Option(names = "--for", paramLabel = "TIME", description = "end by itself after, like 2h")
    private @Nullable String time;

    Pause(Terminal terminal) {
      super(terminal);
    }

    @Override
    Exit run(Api api) {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
      if (time != null) {
        Waiting.duration(time);
        body.put("for", time);
      }
      return sent(api.post(Plans.ROOT + "pause", body));
    }
  }

  /** Lets it go on. */
  @Command(name = "resume", description = "lift the pause")
  static final class Resume extends Brake {
    Resume(Terminal terminal) {
      super(terminal);
    }

    @Override
    Exit run(Api api) {
      return sent(api.post(Plans.ROOT + "resume", JsonNodeFactory.instance.objectNode()));
    }
  }

  Exit sent(JsonNode answer) {
    print(answer, List.of(Printing.text(answer, "message")));
    return Exit.OK;
  }
}
