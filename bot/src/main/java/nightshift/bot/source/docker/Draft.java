package nightshift.bot.source.docker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.source.docker.Chart.Condition;
import nightshift.engine.alert.Signal;

/** A step in the making: one container's chart, and what is to be told. */
final class Draft {

  private final Map<String, Chart> charts;
  private final String name;
  private final Instant now;
  private final List<Signal> signals = new ArrayList<>();
  Chart chart;
  private boolean gone;

  Draft(Map<String, Chart> charts, String name, Instant now) {
    this.charts = charts;
    this.name = name;
    this.now = now;
    this.chart = charts.getOrDefault(name, Chart.blank("", Condition.UP));
  }

  /** The problem is there; told once. */
  void fire(ContainerProblem problem, ContainerFacts c, Instant startsAt) {
    if (!chart.has(problem)) {
      chart = chart.firing(problem);
      signals.add(ContainerAlerts.firing(problem, c, startsAt, now));
    }
  }

  /** These problems, where they were told, are over. */
  void over(Set<ContainerProblem> problems, Instant at) {
    for (ContainerProblem p : problems) {
      if (chart.has(p)) {
        signals.add(ContainerAlerts.resolved(p, name, at));
      }
    }
    chart = chart.without(problems);
  }

  /** These problems are over, whoever told of them. */
  void overEvenIfUnknown(Set<ContainerProblem> problems, Instant at) {
    problems.forEach(p -> signals.add(ContainerAlerts.resolved(p, name, at)));
    chart = chart.without(problems);
  }

  /** The container is gone, and its problems with it. */
  void gone(Instant at) {
    over(EventReader.ALL, at);
    gone = true;
  }

  Step step() {
    Map<String, Chart> next = new HashMap<>(charts);
    if (gone) {
      next.remove(name);
    } else {
      next.put(name, chart);
    }
    return new Step(next, signals);
  }
}
