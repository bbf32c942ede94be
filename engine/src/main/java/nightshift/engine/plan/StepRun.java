package nightshift.engine.plan;

import java.time.Instant;
import nightshift.engine.action.ActionResult;
import org.jspecify.annotations.Nullable;

/**
 * A step that was started.
 *
 * @param key which
 * @param startedAt when its permit was committed
 * @param endedAt when its end was noted; null while it runs, or when its process died
 * @param status how it ended
 * @param result what it said; null while unknown
 * @param captured what undo needs
 */
public record StepRun(
    StepKey key,
    Instant startedAt,
    @Nullable Instant endedAt,
    Status status,
    @Nullable ActionResult result,
    String captured) {

  /** How a started step ended. */
  public enum Status {
    RUNNING,
    DONE,
    FAILED,
    UNKNOWN
  }
}
