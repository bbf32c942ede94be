package nightshift.bot.source.docker;

import static nightshift.bot.host.docker.ContainerEvent.Action.DIE;
import static nightshift.bot.host.docker.ContainerEvent.Action.KILL;
import static nightshift.bot.host.docker.ContainerEvent.Action.OOM;
import static nightshift.bot.host.docker.ContainerEvent.Action.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import org.junit.jupiter.api.Test;

class LastingProblemsTest extends Night {

  @Test
  void one_end_that_docker_makes_good_is_not_told() {
    happens(DIE, 1, comingBack());
    happens(START, 0);

    assertThat(told).isEmpty();
  }

  @Test
  void three_ends_in_two_minutes_are_a_restart_loop_and_told_once() {
    for (int i = 0; i < 5; i++) {
      happens(DIE, 1, comingBack());
      happens(START, 0);
      passes(Duration.ofSeconds(20));
    }
    assertThat(told).containsExactly("+restart-loop");
  }

  @Test
  void three_ends_in_an_hour_are_none() {
    for (int i = 0; i < 3; i++) {
      happens(DIE, 1, comingBack());
      happens(START, 0);
      passes(Duration.ofMinutes(20));
    }
    assertThat(told).isEmpty();
  }

  @Test
  void a_loop_is_over_after_five_quiet_minutes() {
    loops();
    passes(Duration.ofMinutes(4));
    ticks();
    assertThat(told).containsExactly("+restart-loop");

    passes(Duration.ofMinutes(2));
    ticks();
    assertThat(told).containsExactly("+restart-loop", "-restart-loop");
  }

  @Test
  void a_loop_that_somebody_ends_is_over_and_can_begin_anew() {
    loops();
    happens(KILL, 15);
    happens(DIE, 143, up());
    happens(START, 0);
    loops();

    assertThat(told).containsExactly("+restart-loop", "-restart-loop", "+restart-loop");
  }

  @Test
  void a_container_that_docker_gives_up_on_has_crashed() {
    loops();
    happens(DIE, 1, down(1));

    assertThat(told).containsExactly("+restart-loop", "+died");
  }

  @Test
  void a_crash_for_lack_of_memory_is_told_once() {
    happens(OOM, 0, up());
    happens(DIE, 137, down(137));

    assertThat(told).containsExactly("+oom");
  }

  @Test
  void a_crash_with_docker_s_flag_is_out_of_memory_even_if_the_event_was_missed() {
    happens(DIE, 137, facts(Status.EXITED, 137, true, HealthCheck.NONE, "no", ID));

    assertThat(told).containsExactly("+oom");
  }

  @Test
  void lack_of_memory_outlasts_docker_s_own_restart() {
    happens(OOM, 0, up());
    happens(DIE, 137, comingBack());
    happens(START, 0);
    ticks();
    assertThat(told).containsExactly("+oom");

    passes(Duration.ofMinutes(6));
    ticks();
    assertThat(told).containsExactly("+oom", "-oom");
  }

  @Test
  void lack_of_memory_that_took_it_down_lasts_until_it_is_started() {
    happens(OOM, 0, up());
    happens(DIE, 137, down(137));
    passes(Duration.ofHours(1));
    ticks();
    assertThat(told).containsExactly("+oom");

    happens(START, 0);
    assertThat(told).containsExactly("+oom", "-oom");
  }
}
