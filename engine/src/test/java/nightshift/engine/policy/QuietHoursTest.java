package nightshift.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
  private static final Instant MORNING = Instant.parse("2026-11-24T07:00:00Z");

  @Test
  void quiet_hours_know_midnight_and_when_they_end() {
    Instant late = Instant.parse("2026-11-23T23:30:00Z");
    assertThat(NIGHT.at(late)).isTrue();
    assertThat(NIGHT.end(late)).isEqualTo(MORNING);
    assertThat(NIGHT.end(MORNING.minusSeconds(1))).isEqualTo(MORNING);
    assertThat(NIGHT.at(MORNING)).isFalse();
    QuietHours nap = new QuietHours(LocalTime.of(13, 0), LocalTime.of(14, 0), ZoneOffset.UTC);
    assertThat(nap.at(Instant.parse("2026-11-24T13:30:00Z"))).isTrue();
    assertThat(nap.at(late)).isFalse();
  }

  @Test
  void the_end_is_by_the_clock_on_the_wall_even_when_it_is_put_back() {
    QuietHours berlin =
        new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin"));
    Instant before = Instant.parse("2026-10-24T21:00:00Z");
    assertThat(berlin.end(before)).isEqualTo(Instant.parse("2026-10-25T06:00:00Z"));
  }
}
