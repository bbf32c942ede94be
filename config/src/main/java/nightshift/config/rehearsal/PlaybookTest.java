package nightshift.config.rehearsal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * One test of a playbook.
 *
 * @param file where it is written
 * @param line its line there, from 1
 * @param name one sentence
 * @param alert what comes in
 * @param readings what the probes say; a probe that is not here says that it cannot look
 * @param expected what must come of it
 */
public record PlaybookTest(
    Path file, int line, String name, Alert alert, Map<String, Said> readings, Expected expected) {
  public PlaybookTest {
    readings = Map.copyOf(readings);
  }

  /**
   * What a probe says.
   *
   * @param fails why it cannot look; empty when it can
   * @param healthy whether it calls that good
   * @param value its main figure, null for none
   * @param facts scalars
   * @param lines what a person would see
   */
  public record Said(
      Optional<String> fails,
      boolean healthy,
      @Nullable Double value,
      Map<String, Object> facts,
      List<String> lines) {
    public Said {
      facts = Map.copyOf(facts);
      lines = List.copyOf(lines);
    }
  }

  /**
   * What must come of it; what is empty is not looked at.
   *
   * @param playbook which one answers; {@code none} for none
   * @param target the plan's
   * @param cause of the diagnosis
   * @param steps exactly these, in this order
   * @param risk the plan's, as far as it is known without looking
   * @param asks whether a person must approve it
   * @param refused a part of the reason why it is refused
   */
  public record Expected(
      String playbook,
      Optional<String> target,
      Optional<String> cause,
      Optional<List<ExpectedStep>> steps,
      Optional<Risk> risk,
      Optional<Boolean> asks,
      Optional<String> refused) {

    /** For {@link #playbook}: that none matches. */
    public static final String NONE = "none";
  }

  /**
   * A step.
   *
   * @param kind its action
   * @param args its arguments; empty when they are not looked at
   */
  public record ExpectedStep(String kind, Optional<Map<String, Object>> args) {}
}
