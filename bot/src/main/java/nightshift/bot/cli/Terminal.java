package nightshift.bot.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes, so that tests can stand in for a person at a keyboard.
 *
 * @param in standard input
 * @param out what was asked for
 * @param err what went wrong, and progress
 * @param environment the value of a variable, or null
 * @param person whether a person looks at the output, so that colour helps
 */
public record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    UnaryOperator<@Nullable String> environment,
    boolean person) {

  /** The process's own. Colour is off when the output is no terminal or NO_COLOR is set. */
  public static Terminal ofProcess() {
    Console console = System.console();
    String noColor = System.getenv("NO_COLOR");
    boolean person =
        console != null && console.isTerminal() && (noColor == null || noColor.isEmpty());
    return new Terminal(
        System.in, utf8(System.out), utf8(System.err), name -> variable(name), person);
  }

  /** Wraps a stream as UTF-8 text that appears at once. */
  static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** A variable of the environment; empty text when it is not set. */
  String variableOr(String name, String otherwise) {
    String value = environment.apply(name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private static @Nullable String variable(@Nullable String name) {
    return name == null ? null : System.getenv(name);
  }
}
