package nightshift.engine.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A time of day that comes again every week. When {@code to} is not after {@code from}, it goes on
 * past midnight, and belongs to the day on which it began.
 *
 * @param days on which it begins
 * @param from included
 * @param to excluded
 * @param zone whose clocks count, summer time and all
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  public Hours {
    days = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : Set.copyOf(days);
  }

  /** When the window that {@code now} is in ends; empty when it is in none. */
  public Optional<Instant> until(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return ends(today, now).or(() -> ends(today.minusDays(1), now));
  }

  private Optional<Instant> ends(LocalDate day, Instant now) {
    if (!days.contains(day.getDayOfWeek())) {
      return Optional.empty();
    }
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    Instant begin = ZonedDateTime.of(day, from, zone).toInstant();
    Instant end = ZonedDateTime.of(last, to, zone).toInstant();
    return now.isBefore(begin) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
  }
}
