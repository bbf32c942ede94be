package nightshift.engine.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightshift.engine.alert.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * What one look of one probe at one target saw.
 *
 * @param probe the probe's name
 * @param target what it looked at
 * @param healthy whether the probe itself would call this good
 * @param value the probe's main figure (percent for {@code disk.usage}), null when it has none
 * @param steady what must not change while a fix settles, such as the restart count
 * @param facts scalars for conditions and cards (String, Long, Double, Boolean)
 * @param lines what a person would want to see; secrets are taken out of them
 * @param at when it was read
 */
public record Reading(
    String probe,
    Target target,
    boolean healthy,
    @Nullable Double value,
    Map<String, String> steady,
    Map<String, Object> facts,
    List<String> lines,
    Instant at) {
  public Reading {
    steady = Map.copyOf(steady);
    facts = Map.copyOf(facts);
    lines = lines.stream().map(Redaction::of).toList();
  }

  /** This reading's lines as evidence. */
  public Evidence evidence() {
    return new Evidence(probe, lines);
  }
}
