package nightshift.bot.source.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.bot.http.Problem;
import nightshift.bot.source.Firings;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.alert.Text;

/**
 * Alerts that people trigger to try their playbooks. They say what a monitoring system would say
 * and go through the same door; only the source tells them apart.
 */
final class TestAlerts {

  /** The source of these alerts. */
  static final String SOURCE = "test";

  /**
   * A kind of test alert.
   *
   * @param alertname the label
   * @param title with the words that the rules of the original design look for
   * @param fields what the body may say besides its type, by label; the first one is the subject
   */
  private record Kind(
      String alertname,
      Category category,
      Severity severity,
      String title,
      SequencedMap<String, String> fields) {}

  private static final Map<String, Kind> KINDS = kinds();

  private TestAlerts() {}

  private static Map<String, Kind> kinds() {
    SequencedMap<String, Kind> k = new LinkedHashMap<>();
    k.put(
        "container_crashed",
        new Kind(
            "ContainerCrashed",
            Category.AVAILABILITY,
            Severity.HIGH,
            "Container crashed",
            fields("containerName", "container", "exitCode", "", "restartCount", "")));
    k.put(
        "disk_full",
        new Kind(
            "DiskFull",
            Category.CAPACITY,
            Severity.HIGH,
            "Disk full",
            fields("poolName", "pool", "path", "mountpoint", "poolUsage", "")));
    k.put(
        "cpu_high",
        new Kind(
            "CpuHigh",
            Category.PERFORMANCE,
            Severity.MEDIUM,
            "CPU usage high",
            fields(
                "host",
                "instance",
                "containerName",
                "container",
                "cpuUsage",
                "",
                "processName",
                "")));
    k.put(
        "network_unreachable",
        new Kind(
            "NetworkUnreachable",
            Category.AVAILABILITY,
            Severity.HIGH,
            "Network unreachable",
            fields("host", "instance", "interface", "device")));
    k.put(
        "service_down",
        new Kind(
            "ServiceDown",
            Category.AVAILABILITY,
            Severity.HIGH,
            "Service down",
            fields("serviceName", "service", "host", "instance")));
    k.put(
        "download_failed",
        new Kind(
            "DownloadFailed",
            Category.AVAILABILITY,
            Severity.LOW,
            "Download failed",
            fields("appName", "app", "stalledCount", "")));
    return k;
  }

  private static SequencedMap<String, String> fields(String... pairs) {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put(pairs[i], pairs[i + 1]);
    }
    return out;
  }

  /**
   * Reads the body of the trigger.
   *
   * @throws Problem 422 for an unknown type or field, with the nearest known one
   */
  static Signal read(JsonNode body, Instant now) {
    if (!body.isObject()) {
      throw Problem.badRequest("the body must be a JSON object");
    }
    String type = body.path("type").asText("");
    Kind kind = KINDS.get(type);
    if (kind == null) {
      String shown = Text.line(type, 60);
      throw Problem.invalid(
          "type \"" + shown + "\" is not known" + Nearest.hint(shown, KINDS.keySet()));
    }
    SequencedMap<String, Object> details = details(body, kind);
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", kind.alertname());
    labels.put("severity", kind.severity().word());
    kind.fields()
        .forEach((field, label) -> {
          Object v = details.get(field);
          if (!label.isEmpty() && v != null) {
            labels.put(label, String.valueOf(v));
          }
        });
    return new Signal.Firing(alert(kind, labels, details, now));
  }

  private static Alert alert(
      Kind kind,
      SequencedMap<String, String> labels,
      SequencedMap<String, Object> details,
      Instant now) {
    String fingerprint = Firings.fingerprint(List.of(), labels);
    return new Alert(
        Firings.id(SOURCE, fingerprint, now),
        SOURCE,
        fingerprint,
        kind.category(),
        kind.severity(),
        kind.title() + subject(kind, details),
        "A test alert, triggered by hand.",
        labels,
        details,
        now,
        now);
  }

  private static String subject(Kind kind, Map<String, Object> details) {
    for (String field : kind.fields().keySet()) {
      if (details.get(field) instanceof String s) {
        return ": " + s;
      }
    }
    return "";
  }

  private static SequencedMap<String, Object> details(JsonNode body, Kind kind) {
    List<String> known = new ArrayList<>(List.of("type"));
    known.addAll(kind.fields().keySet());
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = body.properties().iterator(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> e = i.next();
      String name = Text.line(e.getKey(), 60);
      if (!known.contains(e.getKey())) {
        throw Problem.invalid("unknown field \"" + name + "\"" + Nearest.hint(name, known));
      }
      if (!e.getKey().equals("type")) {
        out.put(e.getKey(), scalar(name, e.getValue()));
      }
    }
    return out;
  }

  private static Object scalar(String name, JsonNode v) {
    if (v.isTextual() && !v.textValue().isBlank()) {
      return v.textValue();
    }
    if (v.isIntegralNumber() && v.canConvertToLong()) {
      return v.longValue();
    }
    if (v.isNumber() && Double.isFinite(v.doubleValue())) {
      return v.doubleValue();
    }
    throw Problem.invalid("\"" + name + "\" must be a text or a number");
  }
}
