package nightshift.bot.action.process;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.proc.Cgroups;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code memory.top}: the processes that hold most memory, and what the container of the largest
 * uses of its limit. The value is the largest process in bytes. A list alone is never bad.
 */
final class MemoryTop implements Probe {

  private final Looks looks;
  private final ContainerNames names;
  private final Cgroups groups;
  private final InstantSource clock;

  MemoryTop(Looks looks, ContainerNames names, Cgroups groups, InstantSource clock) {
    this.looks = looks;
    this.names = names;
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "memory.top";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Looks.check(name(), target);
    List<ProcessFacts> largest = largest(target);
    Map<String, Object> facts = new HashMap<>();
    List<String> lines = new ArrayList<>();
    ContainerNames known = names.remembering();
    for (ProcessFacts p : largest) {
      String container = p.container().isPresent() ? known.shown(p.container().get()) : "";
      if (lines.isEmpty()) {
        facts.put("memory_top_pid", (long) p.pid());
        facts.put("memory_top_executable", ApprovedProcess.written(p.shown()));
        facts.put("memory_top_bytes", p.resident());
        facts.put("memory_top_container", container);
      }
      lines.add(Bytes.shown(p.resident()) + ": " + Looks.who(p, container));
    }
    for (ProcessFacts p :
        largest.stream().filter(p -> p.container().isPresent()).limit(1).toList()) {
      lines.add("container " + known.shown(p.container().orElseThrow()) + group(p.pid()));
    }
    double value = largest.isEmpty() ? 0 : largest.getFirst().resident();
    return new Reading(name(), target, true, value, Map.of(), facts, lines, clock.instant());
  }

  private List<ProcessFacts> largest(Target target) throws ProbeException, InterruptedException {
    try {
      ProcFs.Processes all = looks.proc.all();
      return all.seen().stream()
          .sorted(Comparator.comparingLong(p -> -p.resident()))
          .limit(Looks.NAMED)
          .toList();
    } catch (IOException e) {
      throw Looks.blind(name(), target, e);
    }
  }

  private String group(int pid) {
    Cgroups.Group g = groups.of(pid);
    String used = g.memory().isPresent() ? Bytes.shown(g.memory().getAsLong()) : "unknown";
    Optional<String> limit =
        g.limit().isPresent() ? Optional.of(Bytes.shown(g.limit().getAsLong())) : Optional.empty();
    return " uses " + used + limit.map(l -> " of " + l).orElse(", without a limit");
  }
}
