package nightshift.bot.action.custom;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nightshift.engine.alert.Redaction;

/**
 * Takes out of a program's output what the operator gave it in its environment, because that may be
 * a secret of any form.
 */
final class OwnValues {

  // Shorter ones, such as "true" or "8080", are no secrets and are found everywhere.
  private static final int SHORTEST = 6;
  private static final String GONE = "•••";

  private final List<String> values;

  /**
   * @param environment as declared
   */
  OwnValues(Map<String, String> environment) {
    // The longest first, so that a value that contains another one leaves no rest.
    this.values =
        environment.values().stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(v -> v.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The output without them, and without what looks like a secret anyway. */
  String removed(String output) {
    String out = output;
    for (String value : values) {
      out = out.replace(value, GONE);
    }
    return Redaction.of(out);
  }
}
