package nightshift.bot.action.process;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.CpuTimes;
import nightshift.bot.host.proc.Pressure;
import nightshift.bot.host.proc.ProcFs;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code cpu.usage}: percent of all processors that were busy during a second; good below 90.
 * {@code cpu.normal}: the same without what niced processes used, because they give it back as soon
 * as others want it: this is what changes when a process is reniced.
 */
final class CpuUsage implements Probe {

  private static final double MUCH = 90;

  private final Looks looks;
  private final InstantSource clock;
  private final boolean niceIsFree;

  CpuUsage(Looks looks, InstantSource clock, boolean niceIsFree) {
    this.looks = looks;
    this.clock = clock;
    this.niceIsFree = niceIsFree;
  }

  @Override
  public String name() {
    return niceIsFree ? "cpu.normal" : "cpu.usage";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    CpuSample sample = looks.sample(name(), target);
    CpuTimes.Shares s = sample.shares();
    double value = niceIsFree ? Math.max(0, s.busy() - s.niced()) : s.busy();
    Map<String, Object> facts = new HashMap<>();
    facts.put("cpu_usage", s.busy());
    facts.put("cpu_niced", s.niced());
    facts.put("cpu_user", s.user());
    facts.put("cpu_system", s.system());
    facts.put("cpu_iowait", s.iowait());
    facts.put("cpu_steal", s.steal());
    facts.put("processors", (long) sample.processors());
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %d processors busy: user %s, niced %s, system %s, stolen %s; waiting for disks %s"
            .formatted(
                Looks.percent(s.busy()),
                sample.processors(),
                Looks.percent(s.user()),
                Looks.percent(s.niced()),
                Looks.percent(s.system()),
                Looks.percent(s.steal()),
                Looks.percent(s.iowait())));
    load(facts, lines);
    OptionalDouble waiting = Pressure.of(looks.proc, "cpu");
    waiting.ifPresent(w -> facts.put("cpu_pressure", w));
    waiting.ifPresent(w ->
        lines.add("something waited for a processor " + Looks.percent(w) + " of the last 10 s"));
    return new Reading(
        name(), target, value < MUCH, value, Map.of(), facts, lines, clock.instant());
  }

  private void load(Map<String, Object> facts, List<String> lines) {
    ProcFs.load(looks.proc)
        .ifPresent(l -> {
          facts.put("load1", l.one());
          facts.put("load5", l.five());
          facts.put("load15", l.fifteen());
          lines.add("load " + l.one() + ", " + l.five() + ", " + l.fifteen());
        });
  }
}
