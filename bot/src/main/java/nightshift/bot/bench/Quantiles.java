package nightshift.bot.bench;

import java.util.List;

/**
 * A few figures of many samples, in milliseconds.
 *
 * @param count of samples
 * @param p50 half were at most so long
 * @param p95 19 of 20 were at most so long
 * @param p99 99 of 100 were at most so long
 * @param max none was longer
 */
public record Quantiles(int count, double p50, double p95, double p99, double max) {

  /**
   * Of these samples.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Quantiles of(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    List<Double> sorted = samples.stream().sorted().toList();
    return new Quantiles(
        sorted.size(), at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), sorted.getLast());
  }

  // The nearest rank: always a value that was really measured.
  private static double at(List<Double> sorted, double quantile) {
    int rank = (int) Math.ceil(quantile * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
