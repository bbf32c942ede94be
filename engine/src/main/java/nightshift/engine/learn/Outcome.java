package nightshift.engine.learn;

/** What came of a plan that ran. */
public enum Outcome {
  /** Verification showed the fix. */
  FIXED,
  /** It ran and nothing got better. */
  NO_EFFECT,
  /** Something that was good turned bad, or a step failed. */
  WORSE,
  /** Nobody knows. Counts for nothing. */
  UNKNOWN
}
