package nightshift.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

/** Times of day that come again, by the clocks of a zone. */
class HoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Hours hours(Set<DayOfWeek> days, String from, String to) {
    return new Hours(days, LocalTime.parse(from), LocalTime.parse(to), BERLIN);
  }

  private static Optional<Instant> until(Hours hours, String now) {
    return hours.until(Instant.parse(now));
  }

  @Test
  void the_first_moment_is_in_and_the_last_is_not() {
    Hours day = hours(Set.of(), "08:00", "18:00");
    assertThat(until(day, "2026-11-24T06:59:59Z")).isEmpty();
    assertThat(until(day, "2026-11-24T07:00:00Z")).contains(Instant.parse("2026-11-24T17:00:00Z"));
    assertThat(until(day, "2026-11-24T16:59:59Z")).isPresent();
    assertThat(until(day, "2026-11-24T17:00:00Z")).isEmpty();
  }

  @Test
  void a_night_belongs_to_the_day_on_which_it_began() {
    Hours fridayNight = hours(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00");
    assertThat(until(fridayNight, "2026-11-27T21:30:00Z"))
        .contains(Instant.parse("2026-11-28T05:00:00Z"));
    assertThat(until(fridayNight, "2026-11-28T04:59:00Z")).isPresent();
    assertThat(until(fridayNight, "2026-11-28T21:30:00Z")).isEmpty();
    assertThat(until(fridayNight, "2026-11-27T04:00:00Z")).isEmpty();
  }

  @Test
  void equal_times_are_a_whole_day() {
    Hours sunday = hours(EnumSet.of(DayOfWeek.SUNDAY), "00:00", "00:00");
    assertThat(until(sunday, "2026-11-29T12:00:00Z"))
        .contains(Instant.parse("2026-11-29T23:00:00Z"));
    assertThat(until(sunday, "2026-11-30T12:00:00Z")).isEmpty();
  }

  @Test
  void the_clocks_going_back_make_a_night_an_hour_longer() {
    Hours night = hours(Set.of(), "01:00", "05:00");
    Instant began = Instant.parse("2026-10-24T23:00:00Z");
    Instant ends = night.until(began).orElseThrow();
    assertThat(Duration.between(began, ends)).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void a_time_that_the_clocks_skip_begins_when_they_have_skipped_it() {
    Hours skipped = hours(Set.of(), "02:30", "04:00");
    assertThat(until(skipped, "2026-03-29T00:59:00Z")).isEmpty();
    assertThat(until(skipped, "2026-03-29T01:30:00Z"))
        .contains(Instant.parse("2026-03-29T02:00:00Z"));
  }

  @Test
  void a_freeze_says_its_name_and_when_it_lifts_for_its_targets_alone() {
    Instant from = Instant.parse("2026-12-24T00:00:00Z");
    Instant to = Instant.parse("2027-01-02T00:00:00Z");
    Freeze christmas =
        new Freeze(
            "Christmas",
            Optional.empty(),
            Optional.of(new Freeze.Span(from, to)),
            List.of("container:shop*"),
            true);
    Target shop = Target.parse("container:shop-1");
    assertThat(Freeze.first(List.of(christmas), shop, true, from).orElseThrow().line())
        .isEqualTo("freeze: Christmas; until 2027-01-02T00:00:00Z");
    assertThat(Freeze.first(List.of(christmas), shop, true, to)).isEmpty();
    assertThat(Freeze.first(List.of(christmas), shop, true, from.minusMillis(1))).isEmpty();
    assertThat(Freeze.first(List.of(christmas), Target.parse("container:web"), true, from))
        .isEmpty();
  }
}
