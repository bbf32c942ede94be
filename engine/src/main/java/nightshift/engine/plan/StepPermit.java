package nightshift.engine.plan;

/** Whether a step may be started now. Granted at most once, ever, per {@link StepKey}. */
public enum StepPermit {
  /** Start it. The permit is already durable. */
  GRANTED,
  /** It was started before, by whomever. Never start it again. */
  ALREADY_STARTED,
  /** The claim is no longer ours. Stop. */
  CLAIM_LOST
}
