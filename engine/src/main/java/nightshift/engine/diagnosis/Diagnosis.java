package nightshift.engine.diagnosis;

import java.util.List;
import java.util.Map;

/**
 * What is wrong, and how we know.
 *
 * @param cause a short code that playbooks can ask for, such as {@code out_of_memory}; {@code
 *     unknown} when nothing shows it
 * @param summary one or two lines for a person
 * @param evidence what shows it
 * @param facts every scalar that the probes read, for conditions and templates
 */
public record Diagnosis(
    String cause, String summary, List<Evidence> evidence, Map<String, Object> facts) {

  /** The cause when the probes show none. */
  public static final String UNKNOWN = "unknown";

  public Diagnosis {
    evidence = List.copyOf(evidence);
    facts = Map.copyOf(facts);
  }
}
