package nightshift.bot.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nightshift.bot.host.docker.ContainerEvent;
import nightshift.bot.host.docker.ContainerEvent.Action;
import org.junit.jupiter.api.Test;

class HeardTest {

  private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

  private final Heard heard = new Heard(START);

  @Test
  void nothing_from_before_the_start_is_asked_for() {
    assertThat(heard.since()).isEqualTo(START);
    heard.note(at(START.plusSeconds(1)));
    assertThat(heard.since()).isEqualTo(START);
    heard.note(at(START.plusSeconds(9)));
    assertThat(heard.since()).isEqualTo(START.plusSeconds(7));
  }

  @Test
  void what_happened_in_a_break_was_lost_where_the_clock_of_an_engine_is_behind() {
    Instant there = START.minusSeconds(90);
    heard.note(at(there));
    assertThat(heard.since()).isEqualTo(there);
    heard.note(at(there.plusSeconds(30)));
    assertThat(heard.since()).isEqualTo(there.plusSeconds(28));
  }

  private static ContainerEvent at(Instant when) {
    return new ContainerEvent(Action.DIE, "a".repeat(64), "web", "app:1", 1, 0, when);
  }
}
