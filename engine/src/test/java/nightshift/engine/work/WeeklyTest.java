package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.action.Catalogue;
import nightshift.engine.contract.House;
import nightshift.engine.contract.MemoryLedger;
import nightshift.engine.contract.MemoryRoom;
import nightshift.engine.contract.SettableClock;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.Test;

/** The week's report. */
class WeeklyTest {

  // A Tuesday at three.
  private final SettableClock clock = new SettableClock();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final MemoryRoom room = new MemoryRoom();

  private void round(boolean weekly) throws InterruptedException {
    LearningRules rules =
        new LearningRules(Duration.ofDays(90), false, 0, Duration.ofDays(7), weekly);
    Library library =
        new Library(
            List.of(),
            new Catalogue(List.of()),
            new Probes(List.of()),
            java.util.Map.of(),
            new House().rules,
            rules);
    new Weekly(ledger, clock, List.of(room), () -> library).round();
  }

  private void until(String moment) {
    clock.advance(Duration.between(clock.instant(), Instant.parse(moment)));
  }

  @Test
  void it_comes_on_monday_at_eight_and_once() throws Exception {
    until("2026-11-30T07:59:59Z");
    round(true);
    assertThat(room.reports()).isEmpty();
    until("2026-11-30T08:00:00Z");
    round(true);
    round(true);
    assertThat(room.reports()).containsOnlyKeys("report-2026-49");
    until("2026-12-07T08:00:00Z");
    round(true);
    assertThat(room.reports()).hasSize(2);
  }

  @Test
  void it_does_not_come_unless_the_configuration_says_so() throws Exception {
    until("2026-11-30T08:00:00Z");
    round(false);
    assertThat(room.reports()).isEmpty();
  }

  @Test
  void a_room_that_is_away_gets_it_later_but_not_days_later() throws Exception {
    until("2026-11-30T08:00:00Z");
    room.fail(ChatException.Kind.UNAVAILABLE);
    round(true);
    assertThat(room.reports()).isEmpty();
    room.fail(null);
    until("2026-12-01T08:00:00Z");
    round(true);
    assertThat(room.reports()).isEmpty();
    until("2026-12-01T07:59:00Z");
    round(true);
    assertThat(room.reports()).hasSize(1);
  }
}
