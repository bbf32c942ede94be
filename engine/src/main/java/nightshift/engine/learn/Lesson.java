package nightshift.engine.learn;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be learned from one plan.
 *
 * @param outcome what came of it
 * @param note how that is known, one line; empty when the plan's own note says it
 * @param watchUntil until when a new firing overturns it; null when nothing is watched any more
 * @param at when that was known
 */
public record Lesson(Outcome outcome, String note, @Nullable Instant watchUntil, Instant at) {

  /** An outcome that nothing overturns by itself. */
  public static Lesson of(Outcome outcome, Instant at) {
    return new Lesson(outcome, "", null, at);
  }
}
