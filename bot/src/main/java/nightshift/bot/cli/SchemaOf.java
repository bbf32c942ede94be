package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nightshift.bot.schema.ConfigSchema;
import nightshift.bot.schema.PlaybookSchema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schema of a sort of file. */
abstract class SchemaOf implements Callable<Integer> {

  private final Terminal terminal;

  SchemaOf(Terminal terminal) {
    this.terminal = terminal;
  }

  abstract JsonNode draw();

  @Override
  public final Integer call() {
    terminal.out().println(draw().toPrettyString());
    return Exit.OK.code();
  }

  /** That of {@code nightshift.yaml}. */
  @Command(name = "config", description = "print the JSON Schema of nightshift.yaml")
  static final class Config extends SchemaOf {

    Config(Terminal terminal) {
      super(terminal);
    }

    @Override
    JsonNode draw() {
      return ConfigSchema.draw();
    }
  }

  /** That of playbooks. */
  @Command(
      name = "playbook",
      description = "print the JSON Schema of playbooks",
      footer =
          "Without a configuration it has the actions and probes that are built in; actions of your"
              + " own (custom.NAME) take the configuration that declares them.")
  static final class Playbook extends SchemaOf {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "a configuration (nightshift.yaml, where there is one)")
    private @Nullable Path config;

    private final House house;

    Playbook(Terminal terminal, House house) {
      super(terminal);
      this.house = house;
    }

    @Override
    JsonNode draw() {
      Path file = config == null && Files.exists(Serve.USUAL) ? Serve.USUAL : config;
      return PlaybookSchema.draw(file == null ? house.known() : house.known(file));
    }
  }
}
