package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an alert was left alone after its plan was drawn up.
 *
 * @param length until it cleared, until a plan for it began to act, or until now
 * @param cleared whether it cleared by itself; otherwise it was not watched any longer
 */
public record Wait(Duration length, boolean cleared) {

  /**
   * The wait of one alert.
   *
   * @param start when its first plan was drawn up
   * @param acted when a plan for it first began to act; null for never
   * @param ended when it ended; null while it fires
   * @param cleared whether its end was its source's word
   */
  public static Wait of(
      Instant start,
      @Nullable Instant acted,
      @Nullable Instant ended,
      boolean cleared,
      Instant now) {
    boolean alone = ended != null && cleared && (acted == null || ended.isBefore(acted));
    Instant over = ended == null ? now : ended;
    Instant end = acted != null && acted.isBefore(over) ? acted : over;
    Duration length = Duration.between(start, end);
    return new Wait(length.isNegative() ? Duration.ZERO : length, alone);
  }
}
