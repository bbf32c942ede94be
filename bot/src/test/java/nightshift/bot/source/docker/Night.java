package nightshift.bot.source.docker;

import static nightshift.bot.host.docker.ContainerEvent.Action.DIE;
import static nightshift.bot.host.docker.ContainerEvent.Action.KILL;
import static nightshift.bot.host.docker.ContainerEvent.Action.START;

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

/** One container's night, event by event, and what was told of it. */
abstract class Night {

  static final Instant START_OF_NIGHT = Instant.parse("2026-11-24T02:00:00Z");
  static final String ID = "a".repeat(64);
  static final String OTHER_ID = "b".repeat(64);

  final List<String> told = new ArrayList<>();
  Map<String, Chart> charts = Map.of();
  Instant now = START_OF_NIGHT;

  final void loops() {
    for (int i = 0; i < 3; i++) {
      happens(DIE, 1, comingBack());
      happens(START, 0);
    }
  }

  final void happens(ContainerEvent.Action action, int number) {
    happens(action, number, Optional.empty());
  }

  final void happens(ContainerEvent.Action action, int number, Optional<ContainerFacts> facts) {
    now = now.plusMillis(100);
    int exitCode = action == DIE ? number : 0;
    int signal = action == KILL ? number : 0;
    ContainerEvent event = new ContainerEvent(action, ID, "web", "app:1", exitCode, signal, now);
    apply(EventReader.read(charts, event, facts, now));
  }

  final void ticks() {
    apply(EventReader.tick(charts, now));
  }

  final void passes(Duration time) {
    now = now.plus(time);
  }

  final void apply(Step step) {
    charts = step.charts();
    step.signals().forEach(s -> told.add(Told.of(s)));
  }

  static Optional<ContainerFacts> up() {
    return facts(Status.RUNNING, 0, false, HealthCheck.NONE, "always", ID);
  }

  static Optional<ContainerFacts> comingBack() {
    return facts(Status.RESTARTING, 1, false, HealthCheck.NONE, "always", ID);
  }

  static Optional<ContainerFacts> down(int exitCode) {
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
