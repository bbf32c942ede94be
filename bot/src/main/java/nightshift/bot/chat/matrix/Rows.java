package nightshift.bot.chat.matrix;

import j2html.utils.EscapeUtil;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Text;

/**
 * Lines of a message, each as plain text and as HTML. Text of strangers becomes harmless here: it
 * is escaped, and what clients make links and mentions of is broken up. Pure.
 */
final class Rows {

  private static final String NOTHING_WIDE = "\u200B";

  private record Row(String plain, String html) {}

  private final List<Row> rows = new ArrayList<>();

  /** A line. */
  Rows text(String text, int max) {
    String cut = harmless(Text.line(text, max));
    rows.add(new Row(cut, EscapeUtil.escape(cut)));
    return this;
  }

  /** A line in bold, and more in the same line that is not. */
  Rows head(String bold, int max, String more) {
    String cut = harmless(Text.line(bold, max));
    String rest = harmless(more);
    rows.add(
        new Row(
            cut + rest,
            "<strong>" + EscapeUtil.escape(cut) + "</strong>" + EscapeUtil.escape(rest)));
    return this;
  }

  /** A line that belongs to the one above it. */
  Rows indented(String text, int max) {
    String cut = harmless(Text.line(text, max));
    rows.add(new Row("   " + cut, "&emsp;" + EscapeUtil.escape(cut)));
    return this;
  }

  /** Lines of fixed width. */
  Rows block(List<String> lines) {
    String text = harmless(Text.block(String.join("\n", lines), Integer.MAX_VALUE));
    rows.add(new Row(text, "<pre><code>" + EscapeUtil.escape(text) + "</code></pre>"));
    return this;
  }

  /** An empty line. */
  Rows gap() {
    rows.add(new Row("", ""));
    return this;
  }

  /** A line that names people, so that clients show who is called. */
  Rows people(String before, List<String> users) {
    List<String> links = users.stream().map(Rows::person).toList();
    rows.add(
        new Row(
            before + String.join(", ", users),
            EscapeUtil.escape(before) + String.join(", ", links)));
    return this;
  }

  /**
   * A line that is a link.
   *
   * @param address ours: it is not made harmless
   */
  Rows link(String address) {
    String shown = EscapeUtil.escape(address);
    rows.add(new Row(address, "<a href=\"" + shown + "\">" + shown + "</a>"));
    return this;
  }

  private static String person(String user) {
    String shown = EscapeUtil.escape(user);
    return "<a href=\"https://matrix.to/#/" + shown + "\">" + shown + "</a>";
  }

  /** As plain text. */
  String body() {
    return String.join("\n", rows.stream().map(Row::plain).toList());
  }

  /** As HTML, with tags that the specification lets through. */
  String html() {
    return String.join("<br>", rows.stream().map(Row::html).toList());
  }

  /**
   * As many of these as fit, and, if not all do, a last one that says how many do not.
   *
   * @param where the rest can be read
   */
  Rows fitted(int characters, String where) {
    if (body().length() <= characters) {
      return this;
    }
    Rows out = new Rows();
    int used = 0;
    for (Row row : rows) {
      used += row.plain().length() + 1;
      if (used > characters && !out.rows.isEmpty()) {
        break;
      }
      out.rows.add(row);
    }
    return out.text("… " + (rows.size() - out.rows.size()) + " more lines: " + where, 200);
  }

  /** The text with everything broken up that a client would make a mention or a link of. */
  static String harmless(String text) {
    return text.replace("@", "@" + NOTHING_WIDE).replace("://", ":" + NOTHING_WIDE + "//");
  }
}
