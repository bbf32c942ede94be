package nightshift.config.yaml;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something in a file that its author has to know.
 *
 * @param file which
 * @param line from 1; 0 when it is about the whole file
 * @param column from 1; 0 when it is about the whole file
 * @param message the key's path, what is wrong, and what was probably meant; never a secret
 * @param level whether it can be lived with
 * @param excerpt the source line with secrets blotted out; may be empty
 */
public record Problem(
    Path file, int line, int column, String message, Level level, String excerpt) {

  /** File, then position. */
  public static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  /** How bad it is. */
  public enum Level {
    /** Nothing is loaded from it. */
    ERROR,
    /** It is loaded, but probably not what its author wants. */
    WARNING
  }

  /** A problem with a whole file. */
  public static Problem ofFile(Path file, String message) {
    return new Problem(file, 0, 0, message, Level.ERROR, "");
  }

  /** Whether nothing can be loaded. */
  public boolean isError() {
    return level == Level.ERROR;
  }

  /** {@code file:line:column: message}, the form that editors understand. */
  @Override
  public String toString() {
    String where = line == 0 ? file + ": " : file + ":" + line + ":" + column + ": ";
    return where + (isError() ? "" : "warning: ") + message;
  }
}
