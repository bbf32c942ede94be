package nightshift.engine.learn;

/**
 * How a playbook's content has done so far.
 *
 * @param worked plans that verification showed to have helped
 * @param failed plans that ran and did not help, or made it worse
 * @param failedInARow failures since the last success
 */
public record TrackRecord(int worked, int failed, int failedInARow) {

  /** Nothing known yet. */
  public static final TrackRecord NONE = new TrackRecord(0, 0, 0);

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
