package nightshift.engine.learn;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How often a problem goes away by itself, from alerts that were left alone for a while. It is
 * observed and not tried: what people left alone may have been the lighter cases.
 *
 * @param waits by length, shortest first
 */
public record Baseline(List<Wait> waits) {

  private static final int LEAST = 5;

  public Baseline {
    waits =
        waits.stream()
            // At the same moment, what cleared comes before what was no longer watched.
            .sorted(Comparator.comparing(Wait::length).thenComparing(w -> !w.cleared()))
            .toList();
  }

  /**
   * The Kaplan–Meier estimate of the share that has cleared by itself within this time, 0 to 1. An
   * alert counts as under observation until it clears or its action starts.
   */
  public double clearedWithin(Duration time) {
    double firing = 1;
    int watched = waits.size();
    for (Wait w : waits) {
      if (w.length().compareTo(time) > 0) {
        break;
      }
      if (w.cleared()) {
        firing *= 1 - 1.0 / watched;
      }
      watched--;
    }
    return 1 - firing;
  }

  /** How many are known to have cleared by themselves within this time. */
  public int cleared(Duration time) {
    return (int) within(time).filter(Wait::cleared).count();
  }

  /** Of how many it is known whether they had cleared by themselves within this time. */
  public int known(Duration time) {
    return waits.size() - (int) within(time).filter(w -> !w.cleared()).count();
  }

  private java.util.stream.Stream<Wait> within(Duration time) {
    return waits.stream().filter(w -> w.length().compareTo(time) <= 0);
  }

  /** Whether enough is known about this time to say anything. */
  public boolean tells(Duration time) {
    return known(time) >= LEAST;
  }

  /**
   * Whether a fix with this record is clearly better than waiting for this time: with 95 %
   * confidence each, it works more often than that things clear by themselves.
   */
  public boolean beaten(TrackRecord record, Duration time) {
    int cleared = cleared(time);
    return record.bound() > Posterior.upperBound(cleared, known(time) - cleared);
  }
}
