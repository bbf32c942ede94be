package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;

/**
 * Turns what the server says into text that is safe to show. Texts of alerts come from strangers,
 * and a terminal obeys escape sequences, so nothing is printed that has not passed through here.
 */
final class Printing {

  /** The width that every table and paragraph keeps to. */
  static final int WIDTH = 80;

  private static final int LONGEST_LINE = 2_000;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Printing() {}

  /** One harmless line of a field; empty when the field is missing or null. */
  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isNull() || value.isMissingNode() ? "" : line(value.asText());
  }

  /** One harmless line. */
  static String line(String raw) {
    return Text.line(raw, LONGEST_LINE);
  }

  /** One harmless line whose leading spaces stay. */
  static String block(String raw) {
    return Text.block(raw, LONGEST_LINE).replace('\n', ' ').replace('\t', ' ');
  }

  /**
   * Harmless JSON. Characters that a terminal or a reader's eye could take as commands only occur
   * inside strings, where a JSON escape means the same.
   */
  static String json(JsonNode node) {
    return escaped(node.toPrettyString());
  }

  /** Harmless JSON, from the text of JSON. */
  static String escaped(String json) {
    StringBuilder out = new StringBuilder(json.length());
    json.codePoints()
        .forEach(c -> {
          if (c == '\n' || Text.line("x" + Character.toString(c) + "x", 9).codePointAt(1) == c) {
            out.appendCodePoint(c);
          } else {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          }
        });
    return out.toString();
  }

  /** Breaks a paragraph at spaces; each line starts with {@code indent} spaces. */
  static List<String> wrap(String paragraph, int indent) {
    return wrap(" ".repeat(indent), paragraph, indent);
  }

  /**
   * Breaks a paragraph at spaces.
   *
   * @param lead before its first line
   * @param indent spaces before each line that follows
   */
  static List<String> wrap(String lead, String paragraph, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder(lead);
    boolean first = true;
    for (String word : line(paragraph).split(" +")) {
      if (!first && current.length() + 1 + word.length() > WIDTH) {
        lines.add(current.toString());
        current = new StringBuilder(" ".repeat(indent));
        first = true;
      }
      current.append(first ? "" : " ").append(word);
      first = false;
    }
    lines.add(current.toString());
    return lines;
  }

  /** How far away an ISO-8601 instant is: {@code in 28 min}, {@code 3 h ago}; empty for none. */
  static String distance(String instant, Instant now) {
    try {
      Duration d = Duration.between(now, Instant.parse(instant));
      return d.isNegative()
          ? Durations.shown(whole(d.negated())) + " ago"
          : "in " + Durations.shown(whole(d));
    } catch (DateTimeParseException absent) {
      return "";
    }
  }

  /** An ISO-8601 instant as a day and a minute: {@code 2026-11-19 11:13 UTC}. */
  static String minute(String instant) {
    try {
      return MINUTE.format(Instant.parse(instant));
    } catch (DateTimeException absent) {
      return "";
    }
  }

  private static Duration whole(Duration d) {
    return d.truncatedTo(ChronoUnit.SECONDS);
  }
}
