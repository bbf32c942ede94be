package nightshift.engine.plan;

/**
 * Names one start of one step for ever: at most one permit is ever granted per key.
 *
 * @param plan the plan
 * @param phase executing, or rolling back
 * @param index the step's index, from 1
 */
public record StepKey(PlanId plan, Phase phase, int index) {

  /** What the step is started for. */
  public enum Phase {
    EXECUTE,
    ROLL_BACK
  }

  /** A short stable name for what the step leaves behind: {@code 142-1}, {@code 142-1-back}. */
  public String reference() {
    return plan.number() + "-" + index + (phase == Phase.ROLL_BACK ? "-back" : "");
  }
}
