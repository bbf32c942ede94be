package nightshift.bot.chat.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes text that strangers wrote harmless in a Discord message: no formatting, no link, no mention
 * comes of it. Pure.
 */
final class Markdown {

  private static final Pattern MARKS = Pattern.compile("([\\\\*_~|`<>\\[\\]()#])");
  private static final Pattern LIST = Pattern.compile("(?m)^(\\s*)([-+]|\\d+\\.)(?=\\s)");
  private static final String NOTHING_WIDE = "\u200B";

  private Markdown() {}

  /** The text as plain text in a message. */
  static String escape(String text) {
    String marked = MARKS.matcher(text).replaceAll("\\\\$1");
    return LIST.matcher(defused(marked)).replaceAll("$1" + NOTHING_WIDE + "$2");
  }

  /** The text in a block of fixed width. */
  static String block(String text) {
    return "```\n" + defused(text).replace("```", "`" + NOTHING_WIDE + "``") + "\n```";
  }

  private static String defused(String text) {
    return text.replace("@", "@" + NOTHING_WIDE).replace("://", ":" + NOTHING_WIDE + "//");
  }

  /** One line that is cut where it is too long; escaped after cutting, so that no mark is split. */
  static String shortened(String text, int max) {
    String escaped = escape(text);
    int keep = text.length();
    while (escaped.length() > max) {
      keep -= Math.max(1, (escaped.length() - max) / 2);
      escaped = escape(clipped(text, keep)) + "…";
    }
    return escaped;
  }

  /** At most so many characters of a text, never half of a surrogate pair. */
  static String clipped(String text, int max) {
    int end = Math.clamp(max, 0, text.length());
    return end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))
        ? text.substring(0, end - 1)
        : text.substring(0, end);
  }

  /**
   * As many of these lines as fit, and, if not all do, a last one that says how many do not.
   *
   * @param where the rest can be read
   */
  static String fitted(List<String> lines, int max, String where) {
    String whole = String.join("\n", lines);
    if (whole.length() <= max) {
      return whole;
    }
    List<String> kept = new ArrayList<>();
    int used = 0;
    int room = max - 40 - where.length();
    for (String line : lines) {
      if (used + line.length() + 1 > room) {
        break;
      }
      kept.add(line);
      used += line.length() + 1;
    }
    kept.add("… " + (lines.size() - kept.size()) + " more lines: " + where);
    return String.join("\n", kept);
  }
}
