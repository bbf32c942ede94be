package nightshift.engine.port;

import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;

/**
 * Hears what happens, as a hint: what it misses is in the ledger. Called on engine threads; must
 * return at once and never throw.
 */
public interface EngineListener {

  /** A plan was opened or moved. */
  default void planChanged(Plan plan) {}

  /** Something was written into a plan's thread. */
  default void threadChanged(PlanId plan) {}

  /** Execution was paused or resumed. */
  default void pauseChanged() {}

  /**
   * Something was held back, or refused.
   *
   * @param rule the brake or the rule of the safety check: {@code storm}, {@code protected-target}
   * @param playbook whose plan it was
   */
  default void braked(String rule, String playbook) {}

  /** An alert was dismissed without a plan, or one ended. */
  default void alertsChanged() {}
}
