package nightshift.engine.work;

import java.util.function.BooleanSupplier;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepRun;

/**
 * One claimed plan under way.
 *
 * @param lib what the installation knows
 * @param plan as it stands
 * @param claim our right to it
 * @param halted asked before each step; true when no further step may start
 * @param wasGood whether the measure was good before the first step
 */
record Trip(Library lib, Plan plan, Claim claim, BooleanSupplier halted, boolean wasGood) {

  /** The same trip after the plan moved. */
  Trip with(Plan now) {
    return new Trip(lib, now, claim, halted, wasGood);
  }

  /** The step that was run. */
  Step step(StepRun run) {
    return plan.draft().steps().get(run.key().index() - 1);
  }
}
