package nightshift.bot.action.process;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.Threads;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code process.nice}: the lowest nice value that any thread of a program has; 19 when it does not
 * run. A value alone is never bad.
 */
final class ProcessNice implements Probe {

  private static final int HIGHEST = 19;

  private final Looks looks;
  private final InstantSource clock;

  ProcessNice(Looks looks, InstantSource clock) {
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "process.nice";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Looks.check(name(), target);
    List<String> lines = new ArrayList<>();
    int lowest = HIGHEST;
    try {
      for (ProcessFacts p : looks.proc.all().seen()) {
        if (p.id().executable().equals(target.name()) && !p.ended()) {
          int own =
              Threads.nice(looks.proc, p.id()).values().stream()
                  .mapToInt(Integer::intValue)
                  .min()
                  .orElse(p.nice());
          lowest = Math.min(lowest, own);
          lines.add("pid " + p.pid() + " has nice " + own);
        }
      }
    } catch (IOException e) {
      throw Looks.blind(name(), target, e);
    }
    return new Reading(
        name(),
        target,
        true,
        (double) lowest,
        Map.of(),
        Map.of("lowest_nice", (long) lowest),
        lines.isEmpty() ? List.of("no process runs " + target.name()) : lines,
        clock.instant());
  }
}
