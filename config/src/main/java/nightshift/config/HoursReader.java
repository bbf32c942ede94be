package nightshift.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.policy.Hours;
import org.jspecify.annotations.Nullable;

/** Reads times of day and days, by the clocks of a zone that somebody wrote down. */
final class HoursReader {

  /** Keys of a weekly window. */
  static final List<String> KEYS = List.of("days", "from", "to");

  private static final List<String> DAYS =
      Stream.of(DayOfWeek.values()).map(HoursReader::word).toList();

  private final @Nullable ZoneId zone;

  /**
   * @param zone what {@code time_zone} says; null when it says nothing, and then hours are errors
   */
  HoursReader(@Nullable ZoneId zone) {
    this.zone = zone;
  }

  /** The zone of {@code time_zone}: {@code Europe/Berlin}. */
  static Optional<ZoneId> zone(Cursor at) {
    return Scalars.text(at)
        .flatMap(t -> {
          try {
            return Optional.of(ZoneId.of(t));
          } catch (DateTimeException e) {
            at.error(
                "must be a time zone such as Europe/Berlin or UTC"
                    + (t.length() > 40 ? "" : Nearest.hint(t, ZoneId.getAvailableZoneIds())));
            return Optional.empty();
          }
        });
  }

  /** A weekly window. */
  Optional<Hours> hours(Cursor at) {
    return at.fields(KEYS).flatMap(this::hours);
  }

  /** A weekly window among other keys. */
  Optional<Hours> hours(Fields f) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    days.addAll(f.each("days", HoursReader::day));
    LocalTime from = f.or("from", HoursReader::time, LocalTime.MIDNIGHT);
    LocalTime to = f.or("to", HoursReader::time, LocalTime.MIDNIGHT);
    return zone(f.self(), "hours").map(z -> new Hours(days, from, to, z));
  }

  /** A moment by the zone's clocks: {@code 2026-12-24T00:00}. */
  Optional<Instant> moment(Cursor at) {
    Optional<LocalDateTime> local =
        parsed(at, LocalDateTime::parse, "a date and time such as 2026-12-24T00:00");
    return local.flatMap(l -> zone(at, "dates").map(z -> l.atZone(z).toInstant()));
  }

  private Optional<ZoneId> zone(Cursor at, String what) {
    if (zone == null) {
      at.error(
          "whose clocks? "
              + what
              + " need a time zone; write for example time_zone: Europe/Berlin at the top");
    }
    return Optional.ofNullable(zone);
  }

  private static Optional<LocalTime> time(Cursor at) {
    return parsed(at, LocalTime::parse, "a time of day such as \"22:00\", in quotes");
  }

  private static Optional<DayOfWeek> day(Cursor at) {
    return Scalars.text(at)
        .flatMap(t -> {
          int i = DAYS.indexOf(t.toLowerCase(Locale.ROOT));
          if (i < 0) {
            at.error("must be one of " + String.join(", ", DAYS));
          }
          return i < 0 ? Optional.empty() : Optional.of(DayOfWeek.values()[i]);
        });
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static <T> Optional<T> parsed(Cursor at, Function<String, T> parser, String what) {
    return Scalars.text(at)
        .flatMap(t -> {
          try {
            return Optional.of(parser.apply(t));
          } catch (DateTimeException e) {
            at.error("must be " + what);
            return Optional.empty();
          }
        });
  }
}
