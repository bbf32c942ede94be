package nightshift.bot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends alerts from a file, as a monitoring system would. */
@Command(
    name = "send",
    description = "send the alert, or the list of alerts, in a file",
    footer =
        "A body of Alertmanager's webhook is known by its \"alerts\" and goes to its own path.")
final class AlertSend extends ServerCommand {

  private static final int LARGEST = 256 << 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "FILE", description = "JSON; - reads standard input")
  private String file = "";

  AlertSend(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Api api) {
    byte[] body = read();
    boolean alertmanager = parsed(body).path("alerts").isArray();
    JsonNode answer =
        api.post(alertmanager ? "/api/v1/alerts/alertmanager" : "/api/v1/alerts", body);
    print(answer, List.of(told(answer)));
    return Exit.OK;
  }

  private static String told(JsonNode answer) {
    return "sent %d: %d new, %d known already, %d cleared"
        .formatted(
            answer.path("accepted").asInt(),
            answer.path("new").asInt(),
            answer.path("repeat").asInt(),
            answer.path("cleared").asInt());
  }

  private byte[] read() {
    try (InputStream in =
        file.equals("-") ? terminal().in() : Files.newInputStream(Path.of(file))) {
      byte[] body = in.readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        throw new CommandFailed(
            Exit.USAGE, "reading alerts from " + file + ": more than 256 KiB; send fewer at once");
      }
      return body;
    } catch (IOException | InvalidPathException unreadable) {
      throw new CommandFailed(
          Exit.NOT_FOUND, "reading alerts from " + file + ": check that the file can be read");
    }
  }

  private JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      throw new CommandFailed(
          Exit.USAGE,
          "reading alerts from "
              + file
              + ": no JSON at line "
              + malformed.getLocation().getLineNr()
              + ", column "
              + malformed.getLocation().getColumnNr());
    } catch (IOException unreadable) {
      throw new CommandFailed(Exit.USAGE, "reading alerts from " + file + ": not JSON text");
    }
  }
}
