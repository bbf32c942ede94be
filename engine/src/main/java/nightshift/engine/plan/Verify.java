package nightshift.engine.plan;

import java.time.Duration;
import nightshift.engine.diagnosis.Reading;
import org.jspecify.annotations.Nullable;

/**
 * How success is measured. Without a bound, the probe's own {@link Reading#healthy} counts.
 *
 * @param probe the probe's name
 * @param below the value must be less than this; null for no such bound
 * @param above the value must be more than this; null for no such bound
 * @param settle how long it must stay good without a break
 * @param within after which it counts as not verified
 * @param relapseWatch how long afterwards a new firing overturns the success
 */
public record Verify(
    String probe,
    @Nullable Double below,
    @Nullable Double above,
    Duration settle,
    Duration within,
    Duration relapseWatch) {

  /** Whether this reading is good by this measure. */
  public boolean good(Reading r) {
    if (below == null && above == null) {
      return r.healthy();
    }
    Double v = r.value();
    return v != null && (below == null || v < below) && (above == null || v > above);
  }

  /** The measure in words: {@code disk.usage below 80}. */
  public String shown() {
    return probe
        + (below == null ? "" : " below " + number(below))
        + (above == null ? "" : " above " + number(above))
        + (below == null && above == null ? " healthy" : "");
  }

  private static String number(double v) {
    return v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf(v);
  }
}
