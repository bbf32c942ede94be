package nightshift.engine.action;

import java.time.Duration;
import java.util.List;

/**
 * What an action would do, found by looking only. It is what a person approves, so it must name
 * everything, with numbers.
 *
 * @param sentence verb and object in one line: {@code restart container "web"}
 * @param details further lines for the card (the largest files, the old and the new limit)
 * @param objects canonical names of exactly what will be touched, one line each; run may touch
 *     fewer, never others
 * @param bytes how much is moved or freed, 0 when that is not the point
 * @param risk at least the kind's floor
 * @param reversal whether and how it can be undone
 * @param estimated how long it should take
 */
public record Preview(
    String sentence,
    List<String> details,
    List<String> objects,
    long bytes,
    Risk risk,
    Reversal reversal,
    Duration estimated) {

  /**
   * @throws IllegalArgumentException when an object's name holds a line break: kinds escape theirs
   */
  public Preview {
    details = List.copyOf(details);
    objects = List.copyOf(objects);
    for (String o : objects) {
      if (o.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("object name with a line break: " + o);
      }
    }
  }
}
