package nightshift.engine.learn;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What counts of successes and failures say about the rate behind them: a Beta distribution over a
 * flat prior, Beta(1, 1). The only place that knows the library that computes it. Pure.
 */
public final class Posterior {

  private static final double DOUBT = 0.05;

  private Posterior() {}

  /**
   * The rate that the true one exceeds with 95 % probability, one-sided, 0 to 1.
   *
   * @param worked successes; may be a fraction, because old ones count less
   * @param failed failures, likewise
   */
  public static double lowerBound(double worked, double failed) {
    return quantile(worked, failed, DOUBT);
  }

  /** The rate that the true one stays below with 95 % probability, one-sided, 0 to 1. */
  public static double upperBound(double worked, double failed) {
    return quantile(worked, failed, 1 - DOUBT);
  }

  /** Whether {@link #lowerBound} is this rate or more; much cheaper than to find the bound. */
  public static boolean atLeast(double worked, double failed, double rate) {
    return BetaDistribution.of(1 + worked, 1 + failed).cumulativeProbability(rate) <= DOUBT;
  }

  /**
   * The rate below which the true one lies with this probability.
   *
   * @param probability 0 to 1; a uniform random number makes this a draw from the distribution
   */
  public static double quantile(double worked, double failed, double probability) {
    return BetaDistribution.of(1 + worked, 1 + failed).inverseCumulativeProbability(probability);
  }
}
