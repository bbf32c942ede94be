package nightshift.bot.source.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import nightshift.bot.http.Json;
import nightshift.bot.http.Problem;
import nightshift.bot.source.Firings;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;

/**
 * Reads one alert or a list of them, in our own form. Pure, and strict: one mistake refuses all of
 * them, naming its place.
 */
public final class AlertReader {

  /** Most alerts in one body. */
  public static final int MOST = 100;

  /** The source of alerts that name none. */
  public static final String SOURCE = "api";

  private AlertReader() {}

  /**
   * Reads a body.
   *
   * @throws Problem 400 when it is not JSON, 422 naming the index and the field of a mistake
   */
  public static List<Signal> read(byte[] body, Instant now) {
    JsonNode root = Json.read(body);
    if (root.isObject()) {
      return List.of(signal(new AlertFields(root, ""), now));
    }
    if (!root.isArray() || root.isEmpty()) {
      throw Problem.invalid("the body must be an alert, or a list of at least one");
    }
    if (root.size() > MOST) {
      throw Problem.invalid("more than " + MOST + " alerts in one body; send fewer at once");
    }
    List<Signal> out = new ArrayList<>();
    for (int i = 0; i < root.size(); i++) {
      out.add(signal(new AlertFields(root.get(i), "[" + i + "]"), now));
    }
    return out;
  }

  private static Signal signal(AlertFields f, Instant now) {
    f.onlyKnown();
    String source = f.source();
    boolean resolved = f.flag("resolved");
    SequencedMap<String, String> labels = f.labels();
    SequencedMap<String, Object> details = f.details();
    String name = f.text("fingerprint", f.text("id", ""));
    String title = f.text("title", "");
    if (title.isBlank() && (!resolved || name.isBlank())) {
      throw f.wrong("title", "is missing");
    }
    String fingerprint = name.isBlank() ? fingerprint(title, labels, details) : name;
    Instant at = f.time("startsAt", f.time("timestamp", now, now), now);
    if (resolved) {
      return new Signal.Resolved(source, fingerprint, f.time("timestamp", now, now));
    }
    return new Signal.Firing(
        new Alert(
            Firings.id(source, fingerprint, at),
            source,
            fingerprint,
            f.word("category", Category::parse, Category.values()),
            f.word("severity", Severity::parse, Severity.values()),
            title,
            f.text("message", ""),
            labels,
            details,
            at,
            now));
  }

  // Numbers change while a problem lasts (92 % full, then 93 %); names do not.
  private static String fingerprint(
      String title, SequencedMap<String, String> labels, SequencedMap<String, Object> details) {
    List<String> parts = new ArrayList<>(List.of(title));
    details.forEach((k, v) -> {
      if (v instanceof String s) {
        parts.addAll(List.of(k, s));
      }
    });
    return Firings.fingerprint(parts, labels);
  }
}
