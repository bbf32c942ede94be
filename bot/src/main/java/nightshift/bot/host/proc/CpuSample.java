package nightshift.bot.host.proc;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.port.Pacer;

/**
 * What the machine and each process used during a short time.
 *
 * @param shares of the whole machine
 * @param processors how many it has
 * @param all every process at the end of that time, the busiest first
 * @param percent by process, of one processor; those that began in between are left out
 * @param unseen processes whose program is not ours to see
 */
public record CpuSample(
    CpuTimes.Shares shares,
    int processors,
    List<ProcessFacts> all,
    Map<ProcessId, Double> percent,
    int unseen) {

  private static final double HUNDREDTHS = 10_000_000.0;

  public CpuSample {
    all = List.copyOf(all);
    percent = Map.copyOf(percent);
  }

  /** Looks, waits, looks again. */
  public static CpuSample take(ProcFs proc, Pacer pacer, Duration time)
      throws IOException, InterruptedException {
    CpuTimes machine = CpuTimes.now(proc);
    Map<ProcessId, Long> before = new HashMap<>();
    long start = System.nanoTime();
    proc.all().seen().forEach(p -> before.put(p.id(), p.cpu()));
    pacer.pause(time);
    CpuTimes after = CpuTimes.now(proc);
    ProcFs.Processes now = proc.all();
    double hundredths = Math.max(1, (System.nanoTime() - start) / HUNDREDTHS);
    Map<ProcessId, Double> percent = new HashMap<>();
    for (ProcessFacts p : now.seen()) {
      Long then = before.get(p.id());
      if (then != null) {
        percent.put(p.id(), Math.max(0, p.cpu() - then) * 100 / hundredths);
      }
    }
    List<ProcessFacts> busiest =
        now.seen().stream()
            .sorted(
                Comparator.comparingDouble((ProcessFacts p) -> -percent.getOrDefault(p.id(), 0.0))
                    .thenComparing(ProcessFacts::pid))
            .toList();
    return new CpuSample(after.since(machine), after.processors(), busiest, percent, now.unseen());
  }

  /** Percent of one processor that this one used. */
  public double of(ProcessFacts p) {
    return percent.getOrDefault(p.id(), 0.0);
  }
}
