package nightshift.bot.host.ssh;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Arguments as words of a POSIX shell. SSH has no list of arguments in its protocol (RFC 4254, 6.5:
 * {@code exec} takes one string), so on another machine a shell has to read them, and here is the
 * one place that makes it read each as exactly what it was: between single quotes nothing has a
 * meaning but the single quote (POSIX, Shell Command Language, 2.2.2).
 */
final class PosixWords {

  private PosixWords() {}

  /**
   * The words, each quoted, with a space between.
   *
   * @throws IllegalArgumentException when one holds what no argument can: NUL, or half a character
   */
  static String of(List<String> arguments) {
    return arguments.stream().map(PosixWords::of).collect(Collectors.joining(" "));
  }

  /** One word. */
  static String of(String argument) {
    if (argument.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an argument holds a NUL character");
    }
    if (argument.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new IllegalArgumentException("an argument holds half a character");
    }
    return "'" + argument.replace("'", "'\\''") + "'";
  }
}
