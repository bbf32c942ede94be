package nightshift.bot.action.process;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code process.cpu}: what all processes of one program used during a second, in percent of one
 * processor; good below 80. None of them is 0, and good.
 */
final class ProcessCpu implements Probe {

  private static final double MUCH = 80;

  private final Looks looks;
  private final InstantSource clock;

  ProcessCpu(Looks looks, InstantSource clock) {
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "process.cpu";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    CpuSample sample = looks.sample(name(), target);
    if (!target.kind().equals(Here.PROCESS)) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET,
          "reading process.cpu of " + target + ": this is no process");
    }
    List<ProcessFacts> ours =
        sample.all().stream()
            .filter(p -> p.id().executable().equals(target.name()) && !p.ended())
            .toList();
    double value = ours.stream().mapToDouble(sample::of).sum();
    long memory = ours.stream().mapToLong(ProcessFacts::resident).sum();
    Map<String, Object> facts = new HashMap<>();
    facts.put("processes", (long) ours.size());
    facts.put("process_percent", value);
    facts.put("process_memory", memory);
    facts.put("process_nice", (long) ours.stream().mapToInt(ProcessFacts::nice).min().orElse(0));
    List<String> lines =
        ours.isEmpty()
            ? List.of("no process runs " + target.name())
            : ours.stream().limit(Looks.NAMED).map(p -> line(p, sample)).toList();
    return new Reading(
        name(), target, value < MUCH, value, Map.of(), facts, lines, clock.instant());
  }

  private static String line(ProcessFacts p, CpuSample sample) {
    return "%s, %s: %s, nice %d"
        .formatted(
            Looks.percent(sample.of(p)), Bytes.shown(p.resident()), Looks.who(p, ""), p.nice());
  }
}
