package nightshift.bot.action.process;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.proc.Cgroups;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code cpu.top}: the processes that used most during a second, in percent of one processor, and
 * the containers that they run in. A list alone is never bad.
 */
final class CpuTop implements Probe {

  private final Looks looks;
  private final ContainerNames names;
  private final Cgroups groups;
  private final InstantSource clock;

  CpuTop(Looks looks, ContainerNames names, Cgroups groups, InstantSource clock) {
    this.looks = looks;
    this.names = names;
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cpu.top";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    CpuSample sample = looks.sample(name(), target);
    Map<String, Object> facts = new HashMap<>();
    List<String> lines = new ArrayList<>();
    ContainerNames known = names.remembering();
    for (ProcessFacts p : sample.all().stream().limit(Looks.NAMED).toList()) {
      String container = p.container().isPresent() ? known.shown(p.container().get()) : "";
      if (lines.isEmpty()) {
        facts.put("top_pid", (long) p.pid());
        facts.put("top_executable", ApprovedProcess.written(p.shown()));
        facts.put("top_user", p.user());
        facts.put("top_percent", sample.of(p));
        facts.put("top_nice", (long) p.nice());
        facts.put("top_container", container);
      }
      lines.add(
          "%s: %s, nice %d, started %d"
              .formatted(
                  Looks.percent(sample.of(p)), Looks.who(p, container), p.nice(), p.id().start()));
    }
    busiestContainer(sample, known, facts, lines);
    if (sample.unseen() > 0) {
      lines.add(sample.unseen() + " processes have a program that is not ours to see");
    }
    double value = sample.all().stream().findFirst().map(sample::of).orElse(0.0);
    return new Reading(name(), target, true, value, Map.of(), facts, lines, clock.instant());
  }

  private void busiestContainer(
      CpuSample sample, ContainerNames known, Map<String, Object> facts, List<String> lines)
      throws InterruptedException {
    Map<String, Double> sums = new HashMap<>();
    for (ProcessFacts p : sample.all()) {
      p.container().ifPresent(c -> sums.merge(c, sample.of(p), Double::sum));
    }
    Optional<Map.Entry<String, Double>> most =
        sums.entrySet().stream().max(Comparator.comparingDouble(Map.Entry::getValue));
    if (most.isEmpty()) {
      return;
    }
    String name = known.shown(most.get().getKey());
    facts.put("container", name);
    facts.put("container_percent", most.get().getValue());
    lines.add(
        "container "
            + name
            + ": "
            + Looks.percent(most.get().getValue())
            + " in all"
            + throttled(sample, most.get().getKey()));
  }

  private String throttled(CpuSample sample, String container) {
    return sample.all().stream()
        .filter(p -> p.container().equals(Optional.of(container)))
        .map(p -> groups.of(p.pid()).throttled())
        .filter(t -> t.isPresent() && t.getAsLong() > 0)
        .findFirst()
        .map(t -> ", held back by its limit " + t.getAsLong() + " times")
        .orElse("");
  }
}
