package nightshift.config.playbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.playbook.Facts;
import org.jspecify.annotations.Nullable;

/** The names that conditions and templates can use. */
final class Variables {

  /** Every name at the top. */
  static final List<String> ROOTS = List.of("alert", "labels", "details", "cause", "facts");

  /** What {@code alert} has. The other maps are free. */
  static final List<String> ALERT =
      List.of("source", "fingerprint", "title", "message", "severity", "category");

  private Variables() {}

  /** The facts with every number as Long or Double, the two kinds that conditions know. */
  static Map<String, Object> of(Facts facts) {
    Map<String, Object> out = new LinkedHashMap<>(facts.asMap());
    out.put("details", widened(out.get("details")));
    out.put("facts", widened(out.get("facts")));
    return out;
  }

  private static Map<String, Object> widened(@Nullable Object map) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (map instanceof Map<?, ?> in) {
      in.forEach((k, v) -> out.put(String.valueOf(k), wide(v)));
    }
    return out;
  }

  private static Object wide(Object value) {
    return switch (value) {
      case Byte n -> n.longValue();
      case Short n -> n.longValue();
      case Integer n -> n.longValue();
      case Long n -> n;
      case Number n -> n.doubleValue();
      case Boolean b -> b;
      default -> value.toString();
    };
  }
}
