package nightshift.bot.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which Nightshift this is, and on what it runs. */
@Command(name = "version", description = "print the version")
final class Version implements Callable<Integer> {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "how to print (table)")
  private Format format = Format.table;

  private final Terminal terminal;

  Version(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (format == Format.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("version", number()).put("java", Runtime.version().toString());
      terminal.out().println(Printing.json(json));
    } else {
      terminal.out().println("nightshift " + number() + " on Java " + Runtime.version());
    }
    return Exit.OK.code();
  }

  /** The version that the build wrote into the jar. */
  static String number() {
    @Nullable String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "from source" : built;
  }
}
