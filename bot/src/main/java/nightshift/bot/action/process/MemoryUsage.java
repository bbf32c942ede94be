package nightshift.bot.action.process;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import nightshift.bot.host.proc.MemoryFacts;
import nightshift.bot.host.proc.Pressure;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/** {@code memory.usage}: percent of memory that programs cannot get any more; good below 90. */
final class MemoryUsage implements Probe {

  private static final double MUCH = 90;

  private final Looks looks;
  private final InstantSource clock;

  MemoryUsage(Looks looks, InstantSource clock) {
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "memory.usage";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Looks.check(name(), target);
    MemoryFacts m;
    try {
      m = MemoryFacts.now(looks.proc);
    } catch (IOException e) {
      throw Looks.blind(name(), target, e);
    }
    Map<String, Object> facts = new HashMap<>();
    facts.put("memory_usage", m.usage());
    facts.put("memory_total", m.total());
    facts.put("memory_available", m.available());
    facts.put("swap_total", m.swapTotal());
    facts.put("swap_usage", m.swapUsage());
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %s are available (%s in use)"
            .formatted(
                Bytes.shown(m.available()), Bytes.shown(m.total()), Looks.percent(m.usage())));
    lines.add(
        m.swapTotal() == 0
            ? "no swap"
            : "swap: %s of %s in use"
                .formatted(Looks.percent(m.swapUsage()), Bytes.shown(m.swapTotal())));
    OptionalDouble waiting = Pressure.of(looks.proc, "memory");
    waiting.ifPresent(w -> facts.put("memory_pressure", w));
    waiting.ifPresent(
        w -> lines.add("something waited for memory " + Looks.percent(w) + " of the last 10 s"));
    return new Reading(
        name(), target, m.usage() < MUCH, m.usage(), Map.of(), facts, lines, clock.instant());
  }
}
