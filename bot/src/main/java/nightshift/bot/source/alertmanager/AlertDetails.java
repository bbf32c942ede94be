package nightshift.bot.source.alertmanager;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Free details out of labels and annotations: numbers become numbers, so that conditions can
 * compare them, and a few things get the names that playbooks know them by.
 */
final class AlertDetails {

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}\\.\\d{1,12}");

  private AlertDetails() {}

  /** Labels win over annotations of the same name. */
  static SequencedMap<String, Object> of(Map<String, String> labels, Map<String, String> notes) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    named(out, "containerName", labels, "container", "container_name", "name");
    named(out, "path", labels, "mountpoint", "path");
    named(out, "poolName", labels, "poolName", "pool", "zpool");
    named(out, "serviceName", labels, "serviceName", "service", "unit");
    labels.forEach((k, v) -> out.putIfAbsent(k, value(v)));
    notes.forEach((k, v) -> out.putIfAbsent(k, value(v)));
    return out;
  }

  // Names stay texts even when they look like numbers: a container may be called "42".
  private static void named(
      Map<String, Object> out, String name, Map<String, String> labels, String... from) {
    for (String label : from) {
      String v = labels.getOrDefault(label, "");
      if (!v.isBlank()) {
        out.putIfAbsent(name, v);
      }
    }
  }

  private static Object value(String text) {
    String bare = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    if (WHOLE.matcher(bare).matches()) {
      return Long.parseLong(bare);
    }
    return DECIMAL.matcher(bare).matches() ? (Object) Double.parseDouble(bare) : text;
  }
}
