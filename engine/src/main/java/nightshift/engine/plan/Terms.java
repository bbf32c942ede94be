package nightshift.engine.plan;

import java.time.Duration;

/**
 * The finer print of an {@link ApprovalRule}.
 *
 * @param deny how many people have to say no to end the plan; 1 is the safe default
 * @param reason whether an approval needs a reason, too
 * @param solo a home of one person: who asked for the plan may approve it, and that shows
 * @param grace how long after the last approval Cancel still works, and nothing starts
 * @param countdown what silence means: zero, and the plan expires; else it runs when nobody
 *     cancelled for so long
 */
public record Terms(int deny, boolean reason, boolean solo, Duration grace, Duration countdown) {

  /** One no ends it, approvals need no reason, nothing starts late, and silence is a no. */
  public static final Terms USUAL = new Terms(1, false, false, Duration.ZERO, Duration.ZERO);

  /**
   * @throws IllegalArgumentException when nobody could say no, or a time is negative
   */
  public Terms {
    if (deny < 1 || grace.isNegative() || countdown.isNegative()) {
      throw new IllegalArgumentException("terms that cannot be kept: deny " + deny);
    }
  }

  /** The same, but the plan runs unless somebody cancels within this time. */
  public Terms countdown(Duration time) {
    return new Terms(deny, reason, solo, grace, time);
  }
}
