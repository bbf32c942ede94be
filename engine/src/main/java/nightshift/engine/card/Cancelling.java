package nightshift.engine.card;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;

/** Until when a plan that may run can still be stopped by one press. Pure. */
public final class Cancelling {

  private Cancelling() {}

  /** Whether one press of Cancel stops this plan as it stands. */
  public static boolean possible(Plan plan) {
    boolean announced = plan.draft().approval().countsDown();
    boolean grace = !plan.draft().approval().terms().grace().isZero();
    return switch (plan.state()) {
      case AWAITING_APPROVAL -> announced;
      case APPROVED -> announced || grace;
      default -> false;
    };
  }

  /** Before when an approved plan must not start; empty when it may start at once. */
  public static Optional<Instant> graceUntil(Plan plan) {
    Plan.Decision decision = plan.decision();
    Duration grace = plan.draft().approval().terms().grace();
    return plan.state() != PlanState.APPROVED
            || decision == null
            || grace.isZero()
            || Sentences.automatic(decision)
        ? Optional.empty()
        : Optional.of(decision.at().plus(grace));
  }
}
