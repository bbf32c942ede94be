package nightshift.bot.source.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import nightshift.bot.http.Problem;
import nightshift.bot.source.Firings;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;

/** The fields of one alert as sent, read one by one; each mistake names its place. */
final class AlertFields {

  /** Every field there is. */
  static final List<String> KNOWN =
      List.of(
          "id",
          "timestamp",
          "source",
          "category",
          "severity",
          "title",
          "message",
          "details",
          "tags",
          "resolved",
          "labels",
          "fingerprint",
          "startsAt");

  // Who may send alerts must not be able to speak for those who do it by other doors.
  private static final Set<String> TAKEN = Set.of("alertmanager", "docker", "nightshift");
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");

  private final JsonNode node;
  private final String at;

  /**
   * @param at the place of the alert, empty for the only one
   */
  AlertFields(JsonNode node, String at) {
    this.node = node;
    this.at = at;
    if (!node.isObject()) {
      throw Problem.invalid((at.isEmpty() ? "the alert" : at) + " must be a JSON object");
    }
  }

  Problem wrong(String field, String why) {
    String place = at.isEmpty() ? field : at + "." + field;
    return Problem.invalid(place + " " + why).with("field", place);
  }

  void onlyKnown() {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!KNOWN.contains(name)) {
            String shown = Text.line(name, 60);
            throw wrong(shown, "is not a field of an alert" + Nearest.hint(shown, KNOWN));
          }
        });
  }

  String text(String field, String otherwise) {
    JsonNode v = node.path(field);
    if (v.isMissingNode() || v.isNull()) {
      return otherwise;
    }
    if (!v.isTextual()) {
      throw wrong(field, "must be a text");
    }
    return v.textValue();
  }

  String source() {
    String s = text("source", AlertReader.SOURCE).toLowerCase(Locale.ROOT);
    if (!SOURCE.matcher(s).matches()) {
      throw wrong("source", "must be a short word of letters, digits, dot, dash, underscore");
    }
    if (TAKEN.contains(s)) {
      throw wrong("source", "\"" + s + "\" has a door of its own; choose another name");
    }
    return s;
  }

  boolean flag(String field) {
    JsonNode v = node.path(field);
    if (v.isMissingNode() || v.isNull()) {
      return false;
    }
    if (!v.isBoolean()) {
      throw wrong(field, "must be true or false");
    }
    return v.booleanValue();
  }

  Instant time(String field, Instant otherwise, Instant now) {
    String text = text(field, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Instant read = OffsetDateTime.parse(text).toInstant();
      if (Firings.plausible(read, now)) {
        return read;
      }
      throw wrong(field, "is before the year 2000 or more than a day ahead");
    } catch (DateTimeException e) {
      throw wrong(field, "must be a time such as 2026-11-24T03:12:09Z");
    }
  }

  <E extends Enum<E>> E word(String field, Function<String, Optional<E>> parse, E[] known) {
    String text = text(field, "");
    List<String> words =
        List.of(known).stream().map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    if (text.isBlank()) {
      throw wrong(field, "is missing; it is one of " + String.join(", ", words));
    }
    String shown = Text.line(text, 60);
    return parse
        .apply(text)
        .orElseThrow(
            () -> wrong(field, "\"" + shown + "\" is not known" + Nearest.hint(shown, words)));
  }

  /** The labels, with the tags as one more. */
  SequencedMap<String, String> labels() {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    entries("labels")
        .forEach((k, v) -> {
          if (!v.isTextual()) {
            throw wrong("labels." + Text.line(k, 60), "must be a text");
          }
          out.put(k, v.textValue());
        });
    String tags = tags();
    if (!tags.isEmpty()) {
      out.putIfAbsent("tags", tags);
    }
    return out;
  }

  SequencedMap<String, Object> details() {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    entries("details")
        .forEach((k, v) -> {
          if (!v.isNull()) {
            out.put(k, scalar("details." + Text.line(k, 60), v));
          }
        });
    return out;
  }

  private String tags() {
    JsonNode v = node.path("tags");
    if (v.isMissingNode() || v.isNull()) {
      return "";
    }
    if (!v.isArray() || v.size() > Alert.MAX_ENTRIES) {
      throw wrong("tags", "must be a list of at most " + Alert.MAX_ENTRIES + " texts");
    }
    List<String> out = new java.util.ArrayList<>();
    v.forEach(tag -> {
      if (!tag.isTextual()) {
        throw wrong("tags", "must be a list of texts");
      }
      out.add(tag.textValue());
    });
    return String.join(",", out);
  }

  private Map<String, JsonNode> entries(String field) {
    JsonNode v = node.path(field);
    if (v.isMissingNode() || v.isNull()) {
      return Map.of();
    }
    if (!v.isObject()) {
      throw wrong(field, "must be a JSON object");
    }
    if (v.size() > Alert.MAX_ENTRIES) {
      throw wrong(field, "has more than " + Alert.MAX_ENTRIES + " entries");
    }
    Map<String, JsonNode> out = new LinkedHashMap<>();
    v.properties().forEach(e -> out.put(e.getKey(), e.getValue()));
    return out;
  }

  private Object scalar(String field, JsonNode v) {
    if (v.isTextual()) {
      return v.textValue();
    }
    if (v.isBoolean()) {
      return v.booleanValue();
    }
    if (v.isIntegralNumber() && v.canConvertToLong()) {
      return v.longValue();
    }
    if (v.isNumber() && Double.isFinite(v.doubleValue())) {
      return v.doubleValue();
    }
    throw wrong(field, "must be a text, a number, true or false");
  }
}
