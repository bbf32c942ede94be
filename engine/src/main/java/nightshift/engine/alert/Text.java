package nightshift.engine.alert;

/**
 * Cleans and cuts text that strangers wrote. Never escapes: each page and platform escapes for
 * itself.
 */
public final class Text {

  private Text() {}

  /**
   * One line of printable text: control and bidirectional-override characters become spaces, lone
   * surrogates become U+FFFD, and what is longer than {@code max} characters is cut, saying so.
   */
  public static String line(String raw, int max) {
    return cut(clean(raw, false).strip(), max);
  }

  /** Like {@link #line} but line feeds and tabs stay. */
  public static String block(String raw, int max) {
    return cut(clean(raw, true).stripTrailing(), max);
  }

  /**
   * Cuts to at most {@code max} UTF-16 characters, never inside a surrogate pair, and says what was
   * cut.
   */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    String note = " … (" + text.length() + " characters in all)";
    int keep = Math.max(0, max - note.length());
    if (keep > 0 && Character.isHighSurrogate(text.charAt(keep - 1))) {
      keep--;
    }
    String kept = text.substring(0, keep) + note;
    return kept.length() <= max ? kept : kept.substring(0, max);
  }

  private static String clean(String raw, boolean keepLines) {
    StringBuilder out = new StringBuilder(Math.min(raw.length(), 1 << 16));
    raw.codePoints().forEach(c -> out.appendCodePoint(cleaned(c, keepLines)));
    return out.toString();
  }

  private static int cleaned(int c, boolean keepLines) {
    if (c >= 0xD800 && c <= 0xDFFF) {
      return 0xFFFD;
    }
    if (keepLines && (c == '\n' || c == '\t')) {
      return c;
    }
    boolean overrides = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean breaks = c == 0x2028 || c == 0x2029;
    return Character.isISOControl(c) || overrides || breaks ? ' ' : c;
  }
}
