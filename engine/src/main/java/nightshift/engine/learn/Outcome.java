package nightshift.engine.learn;

import java.util.Locale;

/** What came of a plan. Rejections and expiries are none of these: they judge the decision. */
public enum Outcome {
  /**
   * The probe is good for the whole settle time, it was not before the first step, and the alert
   * had not cleared before it either.
   */
  FIXED,
  /** The trouble was over before the action, or while the plan waited for people. */
  SELF_HEALED,
  /** It ran and nothing got better, or a step failed. */
  NO_EFFECT,
  /** The probe was good before the first step and is bad after it. */
  WORSE,
  /** It was fixed, and fired again within the relapse watch. */
  RELAPSED,
  /** Nobody knows. */
  UNKNOWN;

  /** Whether it says anything about the fix: what healed by itself, or is not known, does not. */
  public boolean counts() {
    return this != SELF_HEALED && this != UNKNOWN;
  }

  /** The lower-case word in API and event log: {@code no_effect}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word in sentences: {@code no effect}, {@code self-healed}. */
  public String shown() {
    return this == SELF_HEALED ? "self-healed" : word().replace('_', ' ');
  }
}
