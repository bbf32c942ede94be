package nightshift.engine.policy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The time of day in which people want to sleep.
 *
 * @param from the first quiet minute
 * @param to the first minute that is not quiet; before {@code from} means the next day
 * @param zone where the clock hangs
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  /** Whether it is quiet then. */
  public boolean at(Instant time) {
    LocalTime t = time.atZone(zone).toLocalTime();
    return from.isBefore(to)
        ? !t.isBefore(from) && t.isBefore(to)
        : !t.isBefore(from) || t.isBefore(to);
  }

  /** When quiet hours that hold at this time end. */
  public Instant end(Instant time) {
    ZonedDateTime now = time.atZone(zone);
    ZonedDateTime end = now.with(to);
    return (end.toInstant().isAfter(time) ? end : now.plusDays(1).with(to)).toInstant();
  }
}
