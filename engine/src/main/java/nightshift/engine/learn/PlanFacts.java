package nightshift.engine.learn;

import java.time.Instant;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.jspecify.annotations.Nullable;

/**
 * What a report needs to know of a plan that answered an alert.
 *
 * @param plan which
 * @param playbook by name
 * @param target {@code kind:name}
 * @param state where it is
 * @param createdAt when it was drawn up
 * @param decidedAt when it was approved or rejected; null while it was not
 * @param unasked whether no person was asked
 * @param reason the reason that came with the decision; empty when none
 * @param claimedAt when execution began; null before
 * @param changedAt when the state last changed
 * @param outcome what came of it; null while that is not known
 */
public record PlanFacts(
    PlanId plan,
    String playbook,
    String target,
    PlanState state,
    Instant createdAt,
    @Nullable Instant decidedAt,
    boolean unasked,
    String reason,
    @Nullable Instant claimedAt,
    Instant changedAt,
    @Nullable Outcome outcome) {

  /** Whether its steps were begun. */
  public boolean ran() {
    return claimedAt != null;
  }

  /** Whether it ran, and it is known what came of that. */
  public boolean told() {
    return ran() && outcome != null && outcome != Outcome.UNKNOWN;
  }

  /** Whether it came to this. */
  public boolean is(Outcome wanted) {
    return outcome == wanted;
  }
}
