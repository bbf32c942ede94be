package nightshift.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.contract.SettableClock;
import org.junit.jupiter.api.Test;

/** How wrong credentials are counted, and which of them the log tells of. */
class AttemptsTest {

  private static final String ADDRESS = "192.0.2.7";

  private final SettableClock clock = new SettableClock();
  private final Attempts attempts = new Attempts(clock);

  private List<Long> told(int times, Duration between) {
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Attempts.Tried tried = attempts.wrong(ADDRESS);
      if (tried.telling()) {
        told.add(tried.all());
      }
      clock.advance(between);
    }
    return told;
  }

  @Test
  void whoever_went_on_trying_was_in_the_log_with_ten_attempts_however_many_there_were() {
    Instant began = clock.instant();
    assertThat(told(2_000, Duration.ofMillis(100))).containsExactly(1L, 10L, 100L, 1_000L);
    Attempts.Tried last = attempts.wrong(ADDRESS);
    assertThat(last.all()).isEqualTo(2_001);
    assertThat(last.began()).isEqualTo(began);
    assertThat(attempts.wait(ADDRESS)).isPresent();
  }

  @Test
  void whoever_tries_slowly_is_told_of_once_an_hour() {
    assertThat(told(150, Duration.ofMinutes(1))).containsExactly(1L, 10L, 70L, 100L);
    assertThat(attempts.wait(ADDRESS)).isEmpty();
  }

  @Test
  void after_an_hour_of_quiet_an_address_begins_anew() {
    told(50, Duration.ofSeconds(1));
    clock.advance(Attempts.FORGOTTEN);
    assertThat(attempts.wrong(ADDRESS)).isEqualTo(new Attempts.Tried(1, clock.instant(), true));
  }

  @Test
  void ten_a_minute_are_looked_at_and_each_address_has_its_own() {
    told(Attempts.ALLOWED, Duration.ofSeconds(1));
    assertThat(attempts.wait(ADDRESS)).contains(Duration.ofSeconds(50));
    assertThat(attempts.wait("192.0.2.8")).isEmpty();
    clock.advance(Duration.ofSeconds(50));
    assertThat(attempts.wait(ADDRESS)).isEmpty();
  }
}
