package nightshift.bot.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WardRoundTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final String ID = "a".repeat(64);
  private static final String OTHER_ID = "b".repeat(64);

  @ParameterizedTest(name = "{0} with code {1}, oom {2}, health {3}, policy {4}: {5}")
  @CsvSource({
    "EXITED, 1, false, NONE, always, +died",
    "EXITED, 1, false, NONE, on-failure, +died",
    "EXITED, 1, false, NONE, no, ''",
    "EXITED, 143, false, NONE, unless-stopped, ''",
    "EXITED, 137, false, NONE, always, ''",
    "EXITED, 137, true, NONE, always, +oom",
    "EXITED, 0, false, NONE, always, ''",
    "DEAD, 1, false, NONE, always, +died",
    "RUNNING, 0, false, UNHEALTHY, no, '+unhealthy -died'",
    "RUNNING, 0, false, STARTING, no, -died",
    "RUNNING, 0, false, HEALTHY, no, '-died -unhealthy'",
    "CREATED, 0, false, NONE, always, ''",
    "PAUSED, 0, false, NONE, always, ''"
  })
  void what_is_found_at_the_start_is_told(
      Status status, int exit, boolean oom, HealthCheck health, String policy, String expected) {
    Step step =
        WardRound.round(Map.of(), List.of(facts(status, exit, oom, health, policy, ID)), NOW);

    assertThat(words(step)).isEqualTo(expected);
  }

  @Test
  void a_second_round_tells_nothing_new() {
    List<ContainerFacts> ill =
        List.of(facts(Status.EXITED, 1, false, HealthCheck.NONE, "always", ID));
    Step first = WardRound.round(Map.of(), ill, NOW);

    assertThat(words(WardRound.round(first.charts(), ill, NOW))).isEmpty();
  }

  @Test
  void a_crash_that_nobody_heard_is_found_whatever_the_policy() {
    Step up = round(Map.of(), facts(Status.RUNNING, 0, false, HealthCheck.NONE, "no", ID));
    Step down = round(up.charts(), facts(Status.EXITED, 1, false, HealthCheck.NONE, "no", ID));

    assertThat(words(down)).isEqualTo("+died");
  }

  @Test
  void a_recovery_that_nobody_heard_is_found() {
    Step down = round(Map.of(), facts(Status.EXITED, 1, false, HealthCheck.NONE, "always", ID));
    Step up = round(down.charts(), facts(Status.RUNNING, 0, false, HealthCheck.NONE, "always", ID));

    assertThat(words(up)).isEqualTo("-died");
  }

  @Test
  void what_is_gone_or_was_recreated_has_no_old_problems() {
    Step down = round(Map.of(), facts(Status.EXITED, 1, false, HealthCheck.NONE, "always", ID));

    Step gone = WardRound.round(down.charts(), List.of(), NOW);
    Step recreated =
        round(down.charts(), facts(Status.CREATED, 0, false, HealthCheck.NONE, "no", OTHER_ID));

    assertThat(words(gone)).isEqualTo("-died");
    assertThat(gone.charts()).isEmpty();
    assertThat(words(recreated)).isEqualTo("-died");
  }

  private static Step round(Map<String, Chart> charts, ContainerFacts facts) {
    return WardRound.round(charts, List.of(facts), NOW);
  }

  private static ContainerFacts facts(
      Status status, int exit, boolean oom, HealthCheck health, String policy, String id) {
    return Night.facts(status, exit, oom, health, policy, id).orElseThrow();
  }

  private static String words(Step step) {
    return String.join(" ", step.signals().stream().map(Told::of).toList());
  }
}
