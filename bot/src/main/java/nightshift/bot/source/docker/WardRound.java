package nightshift.bot.source.docker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.source.docker.Chart.Condition;
import nightshift.engine.alert.Signal;

/**
 * Looks at all containers at once, because events that nobody heard are lost: Docker keeps only the
 * last few hundred. Pure.
 */
final class WardRound {

  // How a container ends that was interrupted, killed or asked to end.
  private static final Set<Integer> STOPPED = Set.of(130, 137, 143);

  private WardRound() {}

  /**
   * Compares what is with what was known: at the start, and after the events were not heard for a
   * while.
   */
  static Step round(Map<String, Chart> charts, List<ContainerFacts> all, Instant now) {
    Map<String, Chart> next = new HashMap<>(charts);
    List<Signal> signals = new ArrayList<>();
    Set<String> there = Set.copyOf(all.stream().map(ContainerFacts::name).toList());
    for (String name : charts.keySet()) {
      if (!there.contains(name)) {
        Draft d = new Draft(next, name, now);
        d.gone(now);
        next = new HashMap<>(d.step().charts());
        signals.addAll(d.step().signals());
      }
    }
    for (ContainerFacts c : all) {
      Draft d = new Draft(next, c.name(), now);
      found(d, c, now);
      next = new HashMap<>(d.step().charts());
      signals.addAll(d.step().signals());
    }
    return new Step(next, signals);
  }

  private static void found(Draft d, ContainerFacts c, Instant now) {
    boolean known = d.chart.id().equals(c.id());
    boolean wasUp = known && d.chart.condition() != Condition.DOWN && d.chart.asked().isEmpty();
    if (!known) {
      d.over(EventReader.ALL, now);
      d.chart = Chart.blank(c.id(), c.running() ? Condition.UP : Condition.DOWN);
    }
    switch (c.status()) {
      case EXITED, DEAD -> foundDown(d, c, wasUp, now);
      case RESTARTING -> {
        if (c.restartCount() >= EventReader.LOOP_ENDS) {
          d.chart = d.chart.troubled(now, Condition.COMING_BACK);
          d.fire(ContainerProblem.RESTART_LOOP, c, now);
        }
      }
      case RUNNING -> foundUp(d, c, known, now);
      // Neither well nor ill: the next event tells.
      case CREATED, PAUSED, REMOVING -> {}
    }
  }

  private static void foundDown(Draft d, ContainerFacts c, boolean wasUp, Instant now) {
    Instant ended = c.finishedAt().orElse(now);
    // Docker does not say whether an operator stopped it, but its exit code usually does.
    boolean stopped = STOPPED.contains(c.exitCode()) && !c.oomKilled();
    boolean meant = c.exitCode() == 0 || (stopped && !wasUp);
    if (!meant && (wasUp || !c.restartPolicy().equals("no"))) {
      d.chart = d.chart.troubled(ended, Condition.DOWN);
      d.fire(EventReader.crash(d.chart, c), c, ended);
    } else if (c.exitCode() == 0) {
      d.over(EventReader.ALL, ended);
    }
  }

  private static void foundUp(Draft d, ContainerFacts c, boolean known, Instant now) {
    if (c.health() == HealthCheck.UNHEALTHY) {
      d.fire(ContainerProblem.UNHEALTHY, c, now);
    }
    // At the first sight the ledger may hold problems from before we were started.
    boolean quiet = c.startedAt().filter(s -> s.isBefore(now.minus(EventReader.QUIET))).isPresent();
    Set<ContainerProblem> over = EnumSet.noneOf(ContainerProblem.class);
    over.add(ContainerProblem.DIED);
    if (c.health() == HealthCheck.NONE || c.health() == HealthCheck.HEALTHY) {
      over.add(ContainerProblem.UNHEALTHY);
    }
    if (quiet && !known) {
      over.addAll(EventReader.LASTING);
    }
    if (known) {
      d.over(over, now);
    } else {
      d.overEvenIfUnknown(over, now);
    }
    if (d.chart.condition() == Condition.DOWN) {
      d.chart = d.chart.resumed();
    }
  }
}
