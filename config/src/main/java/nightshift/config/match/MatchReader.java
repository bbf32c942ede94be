package nightshift.config.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Regexes;
import nightshift.config.yaml.Scalars;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;
import nightshift.engine.playbook.Matching;

/**
 * Reads {@code match}: Alertmanager matchers on labels, regexes on title and message, and {@code
 * any} of a list. Regexes are RE2, which no text can make slow.
 */
public final class MatchReader {

  private static final int MAX_SHOWN = 80;
  private static final java.util.regex.Pattern MATCHER =
      java.util.regex.Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*");
  private static final List<String> KEYS = List.of("title", "message", "source", "any");

  private MatchReader() {}

  /** A list of which all must hold. */
  public static Optional<Matching> all(Cursor at) {
    return list(at).map(MatchReader::conjunction);
  }

  private static Optional<List<Matching>> list(Cursor at) {
    List<Cursor> items = at.items();
    if (at.isList() && items.isEmpty()) {
      at.error("must not be empty: everything is never meant");
    }
    List<Matching> out = new ArrayList<>();
    items.forEach(i -> one(i).ifPresent(out::add));
    return out.size() == items.size() && !out.isEmpty() ? Optional.of(out) : Optional.empty();
  }

  private static Matching conjunction(List<Matching> parts) {
    return alert ->
        parts.stream().map(p -> p.mismatch(alert)).flatMap(Optional::stream).findFirst();
  }

  private static Matching disjunction(List<Matching> parts) {
    return alert -> {
      List<Optional<String>> why = parts.stream().map(p -> p.mismatch(alert)).toList();
      return why.stream().anyMatch(Optional::isEmpty)
          ? Optional.empty()
          : Optional.of(String.join("; and ", why.stream().flatMap(Optional::stream).toList()));
    };
  }

  private static Optional<Matching> one(Cursor at) {
    if (!at.isMap()) {
      return Scalars.literal(at).flatMap(text -> label(at, text));
    }
    return at.fields(KEYS)
        .flatMap(fields -> {
          if (fields.all().size() != 1) {
            at.error("must have exactly one of " + String.join(", ", KEYS));
            return Optional.empty();
          }
          Map.Entry<String, Cursor> only = fields.all().firstEntry();
          return named(only.getKey(), only.getValue());
        });
  }

  private static Optional<Matching> named(String key, Cursor at) {
    return switch (key) {
      case "title" -> found(at, key, Alert::title);
      case "message" -> found(at, key, Alert::message);
      case "source" -> Scalars.text(at).map(MatchReader::source);
      case "any" -> list(at).map(MatchReader::disjunction);
      default -> Optional.empty();
    };
  }

  private static Matching source(String wanted) {
    return alert ->
        alert.source().equals(wanted)
            ? Optional.empty()
            : Optional.of("source is " + shown(alert.source()) + ", not " + shown(wanted));
  }

  private static Optional<Matching> found(Cursor at, String what, Function<Alert, String> text) {
    return Scalars.text(at)
        .flatMap(regex -> Regexes.compile(at, regex))
        .map(p ->
            alert ->
                p.matcher(text.apply(alert)).find()
                    ? Optional.empty()
                    : Optional.of("nothing in the " + what + " matches " + shown(p.pattern())));
  }

  private static Optional<Matching> label(Cursor at, String text) {
    Matcher m = MATCHER.matcher(text);
    Optional<String> value = m.matches() ? unquoted(m.group(3)) : Optional.empty();
    if (value.isEmpty()) {
      at.error("must be a matcher such as 'alertname=\"DiskFull\"' (or !=, =~, !~)");
      return Optional.empty();
    }
    String label = m.group(1);
    boolean negative = m.group(2).startsWith("!");
    if (!m.group(2).endsWith("~")) {
      return Optional.of(
          alert -> verdict(alert, label, v -> v.equals(value.get()), negative, text));
    }
    return Regexes.compile(at, value.get())
        .map(p -> alert -> verdict(alert, label, p::matches, negative, text));
  }

  // A label that is missing counts as empty, as in Prometheus.
  private static Optional<String> verdict(
      Alert alert, String label, Predicate<String> test, boolean negative, String written) {
    String value = alert.labels().getOrDefault(label, "");
    return test.test(value) != negative
        ? Optional.empty()
        : Optional.of("label " + label + " is " + shown(value) + ", wanted " + written);
  }

  private static Optional<String> unquoted(String raw) {
    if (!raw.startsWith("\"")) {
      return raw.matches("[^\\s\"'{},]*") ? Optional.of(raw) : Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '"') {
        return i == raw.length() - 1 ? Optional.of(out.toString()) : Optional.empty();
      }
      if (c == '\\' && i + 1 < raw.length() && "\\\"".indexOf(raw.charAt(i + 1)) >= 0) {
        c = raw.charAt(++i);
      }
      out.append(c);
    }
    return Optional.empty();
  }

  private static String shown(String text) {
    return "\"" + Text.line(text, MAX_SHOWN) + "\"";
  }
}
