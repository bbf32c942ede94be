package nightshift.engine.work;

import nightshift.engine.action.ActionResult;

/** How an attempt to run a step ended. */
sealed interface StepOutcome {

  /** It ran and went through. */
  record Done(ActionResult result) implements StepOutcome {}

  /** It did not go through, and it is known what it touched. */
  record Failed(String why) implements StepOutcome {}

  /** It was started, and it is not known what it did. */
  record Unknown(String why) implements StepOutcome {}

  /** It was not started, and must not be by us: the claim is lost, or it was started before. */
  record Refused(String why) implements StepOutcome {}
}
