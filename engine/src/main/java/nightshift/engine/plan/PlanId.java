package nightshift.engine.plan;

/**
 * A plan's number, as people say it: {@code #142}.
 *
 * @param number counts from 1
 */
public record PlanId(long number) implements Comparable<PlanId> {
  public PlanId {
    if (number < 1) {
      throw new IllegalArgumentException("plan numbers count from 1, not " + number);
    }
  }

  @Override
  public int compareTo(PlanId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "#" + number;
  }
}
