package nightshift.bot.source.docker;

import static nightshift.bot.host.docker.ContainerEvent.Action.DESTROY;
import static nightshift.bot.host.docker.ContainerEvent.Action.DIE;
import static nightshift.bot.host.docker.ContainerEvent.Action.HEALTHY;
import static nightshift.bot.host.docker.ContainerEvent.Action.KILL;
import static nightshift.bot.host.docker.ContainerEvent.Action.OOM;
import static nightshift.bot.host.docker.ContainerEvent.Action.START;
import static nightshift.bot.host.docker.ContainerEvent.Action.STOP;
import static nightshift.bot.host.docker.ContainerEvent.Action.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerEvent;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private static final Instant START_OF_NIGHT = Instant.parse("2026-11-24T02:00:00Z");
  private static final String ID = "a".repeat(64);
  private static final String OTHER_ID = "b".repeat(64);

  private final List<String> told = new ArrayList<>();
  private Map<String, Chart> charts = Map.of();
  private Instant now = START_OF_NIGHT;

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

  @Test
  void unhealthy_lasts_until_healthy() {
    happens(UNHEALTHY, 0, up());
    happens(UNHEALTHY, 0, up());
    happens(HEALTHY, 0);

    assertThat(told).containsExactly("+unhealthy", "-unhealthy");
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

  private void loops() {
    for (int i = 0; i < 3; i++) {
      happens(DIE, 1, comingBack());
      happens(START, 0);
    }
  }

  private void happens(ContainerEvent.Action action, int number) {
    happens(action, number, Optional.empty());
  }

  private void happens(ContainerEvent.Action action, int number, Optional<ContainerFacts> facts) {
    now = now.plusMillis(100);
    int exitCode = action == DIE ? number : 0;
    int signal = action == KILL ? number : 0;
    ContainerEvent event = new ContainerEvent(action, ID, "web", "app:1", exitCode, signal, now);
    apply(EventReader.read(charts, event, facts, now));
  }

  private void ticks() {
    apply(EventReader.tick(charts, now));
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  private void apply(Step step) {
    charts = step.charts();
    step.signals().forEach(s -> told.add(Told.of(s)));
  }

  private static Optional<ContainerFacts> up() {
    return facts(Status.RUNNING, 0, false, HealthCheck.NONE, "always", ID);
  }

  private static Optional<ContainerFacts> comingBack() {
    return facts(Status.RESTARTING, 1, false, HealthCheck.NONE, "always", ID);
  }

  private static Optional<ContainerFacts> down(int exitCode) {
    return facts(Status.EXITED, exitCode, false, HealthCheck.NONE, "no", ID);
  }

  static Optional<ContainerFacts> facts(
      Status status, int exitCode, boolean oom, HealthCheck health, String policy, String id) {
    return Optional.of(
        new ContainerFacts(
            id,
            "web",
            "app:1",
            status,
            exitCode,
            oom,
            2,
            health,
            "",
            0,
            0,
            Optional.of(START_OF_NIGHT.minusSeconds(60)),
            Optional.of(START_OF_NIGHT.minusSeconds(1)),
            policy));
  }
}
