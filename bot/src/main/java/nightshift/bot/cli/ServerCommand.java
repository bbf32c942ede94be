package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that asks the running server: where it is, whose token, how to print. */
abstract class ServerCommand implements Callable<Integer> {

  private static final String DEFAULT_SERVER = "http://127.0.0.1:3100";
  private static final int LONGEST_TOKEN = 4_096;

  private final Terminal terminal;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server's address (NIGHTSHIFT_SERVER; " + DEFAULT_SERVER + ")")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "file with the API token (instead of NIGHTSHIFT_TOKEN)")
  private @Nullable Path tokenFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "how to print (table)")
  private Format format = Format.table;

  ServerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Does it. */
  abstract Exit run(Api api);

  @Override
  public final Integer call() {
    return run(api()).code();
  }

  Terminal terminal() {
    return terminal;
  }

  /** Prints the answer as JSON, or as these lines. */
  void print(JsonNode answer, List<String> lines) {
    if (format == Format.json) {
      terminal.out().println(Printing.json(answer));
    } else {
      lines.forEach(terminal.out()::println);
    }
  }

  /** Progress for people; silent when a program reads. */
  void tell(String line) {
    if (format == Format.table) {
      terminal.out().println(Printing.block(line));
    }
  }

  private Api api() {
    String address =
        server == null ? terminal.variableOr("NIGHTSHIFT_SERVER", DEFAULT_SERVER) : server;
    return new Api(address(address), token());
  }

  private static URI address(String text) {
    try {
      URI uri = URI.create(text.endsWith("/") ? text : text + "/");
      if (List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below, as for every other text that is no address.
    }
    throw new CommandFailed(
        Exit.USAGE, "\"" + text + "\" is no server address; write it like " + DEFAULT_SERVER);
  }

  private String token() {
    if (tokenFile == null) {
      return terminal.variableOr("NIGHTSHIFT_TOKEN", "");
    }
    try {
      String text = Files.readString(tokenFile).strip();
      if (text.length() > LONGEST_TOKEN || !text.matches("[!-~]+")) {
        throw new CommandFailed(
            Exit.USAGE,
            "reading the token in " + tokenFile + ": that is not one line with a token");
      }
      return text;
    } catch (IOException unreadable) {
      throw new CommandFailed(
          Exit.USAGE, "reading the token in " + tokenFile + ": check that the file can be read");
    }
  }
}
