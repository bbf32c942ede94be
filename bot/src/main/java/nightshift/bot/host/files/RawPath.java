package nightshift.bot.host.files;

import java.net.URI;
import java.nio.file.Path;

/**
 * Paths as text that loses nothing. Names on Unix are bytes, not characters: one may hold a line
 * feed or no valid UTF-8 at all. Here every byte that is not plainly printable is written {@code
 * %XX}, so that a path is one word and comes back exactly.
 */
public final class RawPath {

  private RawPath() {}

  /** The absolute path as one word of ASCII without spaces. */
  public static String escaped(Path path) {
    String raw = path.toUri().getRawPath();
    return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }

  /**
   * The path that {@link #escaped} wrote.
   *
   * @throws IllegalArgumentException when it is not such a word
   */
  public static Path parse(String escaped) {
    if (!escaped.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + escaped);
    }
    return Path.of(URI.create("file://" + escaped));
  }

  /** The path of these bytes, one per character (as ISO 8859-1 reads them). */
  static Path ofBytes(String bytes) {
    StringBuilder word = new StringBuilder();
    for (char c : bytes.toCharArray()) {
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0);
      word.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return parse(word.toString());
  }

  /** For people: the path as it is when it is plainly printable, else escaped. */
  public static String shown(Path path) {
    String text = path.toString();
    boolean plain = text.codePoints().allMatch(c -> c != 0xFFFD && printable(c));
    return plain ? text : escaped(path);
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
