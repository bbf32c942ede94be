package nightshift.engine.learn;

import java.util.List;

/**
 * How a fix has done so far, by plain counts.
 *
 * @param worked plans that verification showed to have helped
 * @param failed plans that ran and did not help, made it worse, or relapsed
 * @param failedInARow failures since the last success
 */
public record TrackRecord(int worked, int failed, int failedInARow) {

  /** Nothing known yet. */
  public static final TrackRecord NONE = new TrackRecord(0, 0, 0);

  /** Counts these outcomes, oldest first. */
  public static TrackRecord of(List<Observation> seen) {
    int worked = 0;
    int failed = 0;
    int inARow = 0;
    for (Observation o : seen) {
      if (o.outcome().counts()) {
        boolean fixed = o.outcome() == Outcome.FIXED;
        worked += fixed ? 1 : 0;
        failed += fixed ? 0 : 1;
        inARow = fixed ? 0 : inARow + 1;
      }
    }
    return new TrackRecord(worked, failed, inARow);
  }

  /** {@code worked 9 of 10 times}, or that it never ran. */
  public String shown() {
    int runs = worked + failed;
    return runs == 0
        ? "never ran before"
        : "worked " + worked + " of " + runs + (runs == 1 ? " time" : " times");
  }

  /** How many observations the author's stated confidence is worth. */
  private static final int PRIOR_WEIGHT = 2;

  /**
   * Confidence in percent: the mean of a Beta posterior whose prior is the playbook's figure, worth
   * two observations.
   *
   * @param prior the playbook's figure, percent
   */
  public int confidence(int prior) {
    double runs = PRIOR_WEIGHT + worked + failed;
    return (int) Math.round((PRIOR_WEIGHT * (double) prior + 100.0 * worked) / runs);
  }
}
