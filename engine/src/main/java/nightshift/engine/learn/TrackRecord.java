package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a fix has done so far.
 *
 * @param worked plans that verification showed to have helped
 * @param failed plans that ran and did not help, made it worse, or relapsed
 * @param failedInARow failures since the last success
 * @param workedNow {@code worked}, where what is old counts less
 * @param failedNow {@code failed}, likewise
 * @param unknown plans that ran, and nobody knows whether they helped
 */
public record TrackRecord(
    int worked, int failed, int failedInARow, double workedNow, double failedNow, int unknown) {

  /** Nothing known yet. */
  public static final TrackRecord NONE = new TrackRecord(0, 0, 0);

  /** How many observations the author's stated confidence is worth. */
  private static final int PRIOR_WEIGHT = 2;

  /** A record in which nothing is old. */
  public TrackRecord(int worked, int failed, int failedInARow) {
    this(worked, failed, failedInARow, worked, failed, 0);
  }

  /**
   * Counts these outcomes.
   *
   * @param seen oldest first
   * @param halfLife after which an outcome counts half, after twice that a quarter, and so on; in
   *     steps, so that fresh counts stay whole numbers
   */
  public static TrackRecord of(List<Observation> seen, Instant now, Duration halfLife) {
    int worked = 0;
    int failed = 0;
    int inARow = 0;
    double workedNow = 0;
    double failedNow = 0;
    int unknown = 0;
    for (Observation o : seen) {
      if (!o.outcome().counts()) {
        unknown += o.outcome() == Outcome.UNKNOWN ? 1 : 0;
        continue;
      }
      double weight = weight(Duration.between(o.lesson().at(), now), halfLife);
      boolean fixed = o.outcome() == Outcome.FIXED;
      worked += fixed ? 1 : 0;
      failed += fixed ? 0 : 1;
      workedNow += fixed ? weight : 0;
      failedNow += fixed ? 0 : weight;
      inARow = fixed ? 0 : inARow + 1;
    }
    return new TrackRecord(worked, failed, inARow, workedNow, failedNow, unknown);
  }

  private static double weight(Duration age, Duration halfLife) {
    long halves = age.isNegative() ? 0 : age.dividedBy(halfLife);
    return Math.scalb(1.0, (int) -Math.min(halves, 60));
  }

  /** How many plans it counts. */
  public int runs() {
    return worked + failed;
  }

  /**
   * The rate that it works at least, with 95 % probability; 0 to 1. The author's word is no part.
   */
  public double bound() {
    return Posterior.lowerBound(workedNow, failedNow);
  }

  /**
   * Counts first: {@code worked 19 of 20 times (95 % sure: at least 79 %)}. The percentage is cut,
   * not rounded, because "at least" must hold.
   */
  public String shown() {
    return runs() == 0
        ? counts()
        : counts() + " (95 %% sure: at least %d %%)".formatted((int) (100 * bound()));
  }

  /** The counts alone: {@code worked 19 of 20 times}, or that there are none. */
  public String counts() {
    if (runs() == 0) {
      return unknown == 0
          ? "never ran before"
          : "ran " + times(unknown) + ", and nobody knows whether it helped";
    }
    return "worked %d of %s".formatted(worked, times(runs()));
  }

  private static String times(int n) {
    return n == 1 ? "1 time" : n + " times";
  }

  /**
   * Confidence in percent: the mean of a Beta posterior whose prior is the playbook's figure, worth
   * two observations.
   *
   * @param prior the playbook's figure, percent
   */
  public int confidence(int prior) {
    double runs = PRIOR_WEIGHT + workedNow + failedNow;
    return (int) Math.round((PRIOR_WEIGHT * (double) prior + 100.0 * workedNow) / runs);
  }
}
