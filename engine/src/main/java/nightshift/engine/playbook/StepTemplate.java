package nightshift.engine.playbook;

import java.util.Map;
import java.util.Optional;

/**
 * A step as the author wrote it.
 *
 * @param kind the action kind
 * @param args values; texts may hold templates, filled by {@code fill}
 * @param when runs only if this holds; empty for always
 * @param keepGoing the plan goes on when this step fails
 */
public record StepTemplate(
    String kind, ArgumentTemplate args, Optional<Condition> when, boolean keepGoing) {

  /** Arguments whose texts may hold templates. */
  @FunctionalInterface
  public interface ArgumentTemplate {
    /** Fills every text in. */
    Map<String, Object> fill(Facts facts) throws Condition.Unanswerable;
  }
}
