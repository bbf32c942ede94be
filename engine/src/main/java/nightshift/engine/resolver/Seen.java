package nightshift.engine.resolver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;

/** Facts of several readings together, and how to ask for them. Pure. */
record Seen(Map<String, Object> facts, List<Reading> readings, List<ProbeException> failures) {

  Seen {
    facts = Map.copyOf(facts);
    readings = List.copyOf(readings);
    failures = List.copyOf(failures);
  }

  static Seen of(List<Reading> readings, List<ProbeException> failures) {
    Map<String, Object> facts = new HashMap<>();
    readings.forEach(r -> facts.putAll(r.facts()));
    return new Seen(facts, readings, failures);
  }

  double number(String key) {
    return facts.get(key) instanceof Number n ? n.doubleValue() : 0;
  }

  String text(String key) {
    return facts.get(key) instanceof String s ? s : "";
  }

  boolean has(String key) {
    return facts.containsKey(key);
  }

  String percent(String key) {
    return String.format(Locale.ROOT, "%.0f %%", number(key));
  }

  List<Evidence> evidence() {
    return readings.stream().map(Reading::evidence).toList();
  }

  /** The sentences of a summary, with what could not be looked at behind them. */
  String with(String... sentences) {
    List<String> all = new ArrayList<>();
    for (String s : sentences) {
      if (!s.isEmpty()) {
        all.add(s);
      }
    }
    all.addAll(sentences(failures));
    return String.join(" ", all);
  }

  /** What could not be looked at and why, a sentence each; what several probes say is said once. */
  static List<String> sentences(List<ProbeException> failures) {
    return failures.stream()
        .map(f -> String.valueOf(f.getMessage()))
        .distinct()
        .map(said -> said.endsWith("?") || said.endsWith(".") ? said : said + ".")
        .toList();
  }
}
