package nightshift.engine.playbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step as the author wrote it.
 *
 * @param kind the action kind
 * @param args values; texts may hold templates, filled by {@code fill}
 * @param when runs only if this holds; empty for always
 * @param keepGoing the plan goes on when this step fails
 * @param others what may be done instead of it ({@code one_of}), in the author's order
 */
public record StepTemplate(
    String kind,
    ArgumentTemplate args,
    Optional<Condition> when,
    boolean keepGoing,
    List<StepTemplate> others) {
  public StepTemplate {
    others = List.copyOf(others);
  }

  /** A step without alternatives. */
  public StepTemplate(
      String kind, ArgumentTemplate args, Optional<Condition> when, boolean keepGoing) {
    this(kind, args, when, keepGoing, List.of());
  }

  /** This step and what may be done instead, in order. */
  public List<StepTemplate> alternatives() {
    return Stream.concat(Stream.of(this), others.stream()).toList();
  }

  /** Arguments whose texts may hold templates. */
  @FunctionalInterface
  public interface ArgumentTemplate {
    /** Fills every text in. */
    Map<String, Object> fill(Facts facts) throws Condition.Unanswerable;
  }
}
