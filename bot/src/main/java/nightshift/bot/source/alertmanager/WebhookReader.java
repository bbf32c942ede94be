package nightshift.bot.source.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.bot.http.Json;
import nightshift.bot.http.Problem;
import nightshift.bot.source.Firings;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;

/**
 * Reads a webhook body into signals. Pure. Lenient about what it does not need, because
 * Alertmanager does not send again what was refused: only a body that is no webhook is refused.
 */
public final class WebhookReader {

  /** The source of these alerts. */
  static final String SOURCE = "alertmanager";

  /** Most alerts in one body. */
  static final int MOST = 1_000;

  private WebhookReader() {}

  /**
   * A body as read.
   *
   * @param truncated how many alerts the sender left out
   */
  public record Webhook(List<Signal> signals, long truncated) {}

  /**
   * Reads a body.
   *
   * @throws Problem 400 when it is not JSON, 413 with too many alerts, 422 when it is no webhook
   */
  public static Webhook read(byte[] body, Instant now) {
    JsonNode root = Json.read(body);
    JsonNode alerts = root.path("alerts");
    if (!alerts.isArray()) {
      throw Problem.invalid("\"alerts\" must be a list: this is not an Alertmanager webhook body");
    }
    if (alerts.size() > MOST) {
      throw new Problem(413, "more than " + MOST + " alerts; set max_alerts in webhook_configs");
    }
    List<Signal> out = new ArrayList<>();
    for (int i = 0; i < alerts.size(); i++) {
      out.add(signal(alerts.get(i), "alerts[" + i + "]", now));
    }
    return new Webhook(out, Math.max(0, root.path("truncatedAlerts").asLong(0)));
  }

  private static Signal signal(JsonNode node, String at, Instant now) {
    SequencedMap<String, String> labels = texts(node.path("labels"));
    if (labels.isEmpty()) {
      throw Problem.invalid(at + ".labels: an alert needs at least one label").with("field", at);
    }
    String given = node.path("fingerprint").asText("");
    String fingerprint = given.isBlank() ? Firings.fingerprint(List.of(), labels) : given;
    if (node.path("status").asText("firing").equals("resolved")) {
      return new Signal.Resolved(SOURCE, fingerprint, time(node.path("endsAt"), now));
    }
    SequencedMap<String, String> notes = texts(node.path("annotations"));
    Instant startsAt = time(node.path("startsAt"), now);
    return new Signal.Firing(
        new Alert(
            Firings.id(SOURCE, fingerprint, startsAt),
            SOURCE,
            fingerprint,
            Category.parse(labels.getOrDefault("category", "")).orElse(Category.AVAILABILITY),
            Severity.parse(labels.getOrDefault("severity", "")).orElse(Severity.MEDIUM),
            title(labels, notes),
            first(notes, "description", "message"),
            labels,
            AlertDetails.of(labels, notes),
            startsAt,
            now));
  }

  private static String title(Map<String, String> labels, Map<String, String> notes) {
    String summary = first(notes, "summary", "title");
    String name = labels.getOrDefault("alertname", "");
    String where = first(labels, "instance", "job");
    String made = where.isEmpty() ? name : name + " on " + where;
    return !summary.isEmpty() ? summary : made.isBlank() ? "Alert without a name" : made;
  }

  private static String first(Map<String, String> from, String... names) {
    for (String n : names) {
      String v = from.getOrDefault(n, "");
      if (!v.isBlank()) {
        return v;
      }
    }
    return "";
  }

  private static SequencedMap<String, String> texts(JsonNode object) {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    object.properties().forEach(e -> out.put(e.getKey(), e.getValue().asText("")));
    return out;
  }

  /** A time that can be meant, else now: Go's zero time stands for "not known". */
  private static Instant time(JsonNode node, Instant now) {
    try {
      Instant read = java.time.OffsetDateTime.parse(node.asText("")).toInstant();
      return Firings.plausible(read, now) ? read : now;
    } catch (DateTimeException e) {
      return now;
    }
  }
}
