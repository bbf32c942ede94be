package nightshift.bot.source.docker;

import static nightshift.bot.host.docker.ContainerEvent.Action.DESTROY;
import static nightshift.bot.host.docker.ContainerEvent.Action.DIE;
import static nightshift.bot.host.docker.ContainerEvent.Action.HEALTHY;
import static nightshift.bot.host.docker.ContainerEvent.Action.KILL;
import static nightshift.bot.host.docker.ContainerEvent.Action.START;
import static nightshift.bot.host.docker.ContainerEvent.Action.STOP;
import static nightshift.bot.host.docker.ContainerEvent.Action.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerEvent;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import org.junit.jupiter.api.Test;

class EventReaderTest extends Night {

  @Test
  void an_end_with_an_error_that_nobody_asked_for_is_a_crash() {
    happens(DIE, 1, down(1));

    assertThat(told).containsExactly("+died");
  }

  @Test
  void an_end_without_an_error_is_none() {
    happens(DIE, 0, down(0));

    assertThat(told).isEmpty();
  }

  @Test
  void a_stop_is_no_crash_whatever_the_exit_code() {
    for (int code : new int[] {0, 1, 137, 143}) {
      happens(KILL, 15);
      happens(DIE, code, down(code));
      happens(STOP, 0);
      happens(START, 0);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void a_restart_by_an_operator_is_no_crash() {
    happens(KILL, 15);
    passes(Duration.ofSeconds(10));
    happens(KILL, 9);
    happens(DIE, 137, up());
    happens(STOP, 0);
    happens(START, 0);

    assertThat(told).isEmpty();
  }

  @Test
  void a_signal_that_asks_for_something_else_excuses_nothing() {
    happens(KILL, 1);
    happens(DIE, 1, down(1));

    assertThat(told).containsExactly("+died");
  }

  @Test
  void a_crash_long_after_a_signal_that_it_survived_is_a_crash() {
    happens(KILL, 15);
    passes(Duration.ofMinutes(6));
    happens(DIE, 1, down(1));

    assertThat(told).containsExactly("+died");
  }

  @Test
  void a_crash_after_the_start_that_followed_a_stop_is_a_crash() {
    happens(KILL, 15);
    happens(DIE, 143, down(143));
    happens(STOP, 0);
    happens(START, 0);
    happens(DIE, 1, down(1));

    assertThat(told).containsExactly("+died");
  }

  @Test
  void a_start_ends_the_crash() {
    happens(DIE, 1, down(1));
    happens(START, 0);

    assertThat(told).containsExactly("+died", "-died");
  }

  @Test
  void a_crash_that_is_read_late_when_it_runs_again_is_over_too() {
    happens(DIE, 1, down(1));
    happens(DIE, 1, up());
    happens(START, 0);

    assertThat(told).containsExactly("+died", "-died");
  }

  @Test
  void unhealthy_lasts_until_healthy() {
    happens(UNHEALTHY, 0, up());
    happens(UNHEALTHY, 0, up());
    happens(HEALTHY, 0);

    assertThat(told).containsExactly("+unhealthy", "-unhealthy");
  }

  @Test
  void a_container_that_is_healthy_again_was_reported_when_its_old_event_was_read() {
    happens(UNHEALTHY, 0, facts(Status.RUNNING, 0, false, HealthCheck.HEALTHY, "always", ID));
    happens(HEALTHY, 0);

    assertThat(told).isEmpty();
  }

  @Test
  void unhealthy_is_over_when_it_is_stopped_on_purpose() {
    happens(UNHEALTHY, 0, up());
    happens(KILL, 15);
    happens(DIE, 0, down(0));

    assertThat(told).containsExactly("+unhealthy", "-unhealthy");
  }

  @Test
  void what_is_gone_has_no_problems() {
    happens(DIE, 1, down(1));
    happens(DESTROY, 0);

    assertThat(told).containsExactly("+died", "-died");
    assertThat(charts).isEmpty();
  }

  @Test
  void a_container_removed_as_it_ends_is_not_told() {
    happens(DIE, 1, Optional.empty());

    assertThat(told).isEmpty();
  }

  @Test
  void a_recreated_container_begins_with_a_clean_chart() {
    happens(UNHEALTHY, 0, up());
    apply(
        EventReader.read(
            charts,
            new ContainerEvent(START, OTHER_ID, "web", "app:2", 0, 0, now),
            Optional.empty(),
            now));

    assertThat(told).containsExactly("+unhealthy", "-unhealthy");
    assertThat(charts.get("web").id()).isEqualTo(OTHER_ID);
  }

  @Test
  void reading_the_same_event_again_after_it_could_not_be_handed_over_tells_the_same() {
    ContainerEvent event = new ContainerEvent(DIE, ID, "web", "app:1", 1, 0, now);

    Step first = EventReader.read(charts, event, down(1), now);
    Step second = EventReader.read(charts, event, down(1), now);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void the_alert_says_what_playbooks_look_for() {
    Step step =
        EventReader.read(
            charts, new ContainerEvent(DIE, ID, "web", "app:1", 3, 0, now), down(3), now);

    Alert alert = ((Signal.Firing) step.signals().getFirst()).alert();
    assertThat(alert.source()).isEqualTo("docker");
    assertThat(alert.fingerprint()).isEqualTo("container/web/died");
    assertThat(alert.title())
        .isEqualTo("Container web crashed")
        .containsPattern("Container.*crashed");
    assertThat(alert.message()).contains("exit code 3");
    assertThat(alert.labels())
        .containsEntry("alertname", "ContainerDied")
        .containsEntry("container", "web")
        .containsEntry("image", "app:1");
    assertThat(alert.details())
        .containsEntry("containerName", "web")
        .containsEntry("exitCode", 3L)
        .containsEntry("restartCount", 2L);
    assertThat(alert.startsAt()).isEqualTo(START_OF_NIGHT.minusSeconds(1));
  }
}
