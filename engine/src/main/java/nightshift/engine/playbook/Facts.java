package nightshift.engine.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * What conditions and templates can see: {@code alert}, {@code labels}, {@code details}, and once
 * it exists the {@code diagnosis} with its {@code facts} and {@code cause}.
 *
 * @param alert the alert
 * @param diagnosis null while it is not known yet
 */
public record Facts(Alert alert, @Nullable Diagnosis diagnosis) {

  /**
   * As nested maps: {@code alert.title}, {@code details.poolName}, {@code cause}, {@code facts.x}.
   */
  public Map<String, Object> asMap() {
    Map<String, Object> a = new LinkedHashMap<>();
    a.put("source", alert.source());
    a.put("fingerprint", alert.fingerprint());
    a.put("title", alert.title());
    a.put("message", alert.message());
    a.put("severity", alert.severity().word());
    a.put("category", alert.category().word());
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("alert", a);
    out.put("labels", alert.labels());
    out.put("details", alert.details());
    out.put("cause", diagnosis == null ? Diagnosis.UNKNOWN : diagnosis.cause());
    out.put("facts", diagnosis == null ? Map.of() : diagnosis.facts());
    return out;
  }
}
