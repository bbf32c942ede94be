package nightshift.engine.action;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.diagnosis.Target;

/**
 * Where and for whom an action runs.
 *
 * @param target what the plan acts on
 * @param reference a short stable name of this step, such as {@code 142-1}, unique for ever: kinds
 *     use it to name what they leave behind (a quarantine folder)
 * @param objects when running: exactly what was previewed and approved; empty at preview
 * @param now when this step was asked for
 * @param timeout how long it may take; the caller interrupts after that
 */
public record ActionContext(
    Target target, String reference, List<String> objects, Instant now, Duration timeout) {
  public ActionContext {
    objects = List.copyOf(objects);
  }
}
