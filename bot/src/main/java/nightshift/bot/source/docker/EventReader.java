package nightshift.bot.source.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.docker.ContainerEvent;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.bot.source.docker.Chart.Condition;
import nightshift.engine.alert.Signal;

/**
 * Decides what events mean. Pure: the charts go in, the new charts and the signals come out, so an
 * event whose signals could not be handed over can be read again.
 *
 * <ul>
 *   <li>An end that somebody asked for (a signal sent through Docker in the last five minutes, by
 *       an operator or by ourselves) is never a crash, whatever its exit code, and ends every
 *       problem.
 *   <li>An end that Docker's restart policy makes good is not a crash either, until there were
 *       three in two minutes.
 *   <li>A start ends every problem, unless it was Docker's policy that started it. Then a restart
 *       loop and lack of memory are over after five quiet minutes.
 * </ul>
 */
final class EventReader {

  static final Duration LOOP_WINDOW = Duration.ofMinutes(2);
  static final int LOOP_ENDS = 3;
  static final Duration QUIET = Duration.ofMinutes(5);
  private static final Duration ASKED = Duration.ofMinutes(5);

  // HUP, USR1, USR2, CHLD, CONT, URG, WINCH: asking for something else than to end.
  private static final Set<Integer> HARMLESS = Set.of(1, 10, 12, 17, 18, 23, 28);
  static final Set<ContainerProblem> ALL = EnumSet.allOf(ContainerProblem.class);
  private static final Set<ContainerProblem> PASSING =
      EnumSet.of(ContainerProblem.DIED, ContainerProblem.UNHEALTHY);
  static final Set<ContainerProblem> LASTING =
      EnumSet.of(ContainerProblem.OOM, ContainerProblem.RESTART_LOOP);

  private EventReader() {}

  /**
   * Reads one event.
   *
   * @param facts how the container is now; empty when it is gone, or another one has its name
   * @param now stamps what is told
   */
  static Step read(
      Map<String, Chart> charts, ContainerEvent e, Optional<ContainerFacts> facts, Instant now) {
    Draft d = new Draft(charts, e.name(), now);
    if (!e.id().equals(d.chart.id())) {
      d.over(ALL, e.at());
      d.chart = Chart.blank(e.id(), Condition.UP);
    }
    switch (e.action()) {
      case KILL -> d.chart = HARMLESS.contains(e.signal()) ? d.chart : d.chart.askedToEnd(e.at());
      case OOM -> {
        d.chart = d.chart.troubled(e.at(), d.chart.condition());
        facts.ifPresent(c -> d.fire(ContainerProblem.OOM, c, e.at()));
      }
      case DIE -> ended(d, e, facts);
      case START -> started(d, e);
      // An event from before a break may be over by the time that it is read.
      case UNHEALTHY ->
          facts
              .filter(c -> c.health() != HealthCheck.HEALTHY)
              .ifPresent(c -> d.fire(ContainerProblem.UNHEALTHY, c, e.at()));
      case HEALTHY -> d.over(PASSING, e.at());
      case DESTROY -> d.gone(e.at());
      case STOP -> d.over(ALL, e.at());
    }
    return d.step();
  }

  private static void ended(Draft d, ContainerEvent e, Optional<ContainerFacts> facts) {
    boolean asked = d.chart.asked().filter(at -> at.isAfter(e.at().minus(ASKED))).isPresent();
    if (facts.isEmpty()) {
      d.gone(e.at());
      return;
    }
    ContainerFacts c = facts.get();
    boolean down = c.status() == Status.EXITED || c.status() == Status.DEAD;
    if (asked || (down && e.exitCode() == 0)) {
      d.over(ALL, e.at());
      d.chart = Chart.blank(e.id(), Condition.DOWN);
    } else if (down) {
      d.chart = d.chart.troubled(e.at(), Condition.DOWN);
      d.fire(crash(d.chart, c), c, c.finishedAt().orElse(e.at()));
    } else {
      d.chart = d.chart.broughtBack(e.at(), LOOP_WINDOW);
      if (d.chart.ends().size() >= LOOP_ENDS) {
        d.fire(ContainerProblem.RESTART_LOOP, c, e.at());
      }
    }
  }

  /** One crash is one problem: out of memory says more than ended. */
  static ContainerProblem crash(Chart chart, ContainerFacts c) {
    return chart.has(ContainerProblem.OOM) || c.oomKilled()
        ? ContainerProblem.OOM
        : ContainerProblem.DIED;
  }

  private static void started(Draft d, ContainerEvent e) {
    if (d.chart.condition() == Condition.COMING_BACK) {
      // Whoever started it, it is not down any more.
      d.over(EnumSet.of(ContainerProblem.DIED), e.at());
      d.chart = d.chart.resumed();
    } else {
      d.over(ALL, e.at());
      d.chart = Chart.blank(e.id(), Condition.UP);
    }
  }

  /** Ends what has been quiet for long enough. */
  static Step tick(Map<String, Chart> charts, Instant now) {
    Map<String, Chart> next = charts;
    List<Signal> signals = new ArrayList<>();
    for (Map.Entry<String, Chart> entry : charts.entrySet()) {
      Chart chart = entry.getValue();
      boolean loud = chart.trouble().filter(t -> t.isAfter(now.minus(QUIET))).isPresent();
      if (loud || chart.condition() == Condition.DOWN || LASTING.stream().noneMatch(chart::has)) {
        continue;
      }
      Draft d = new Draft(next, entry.getKey(), now);
      d.over(LASTING, now);
      Step step = d.step();
      next = step.charts();
      signals.addAll(step.signals());
    }
    return new Step(next, signals);
  }
}
