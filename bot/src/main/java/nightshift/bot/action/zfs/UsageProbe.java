package nightshift.bot.action.zfs;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code zfs.usage}: of a pool how much of its capacity is allocated, in percent; of a dataset how
 * much it uses of what it may, as its quota and the pool allow. The two differ, since a pool keeps
 * something back: both are read, and neither may be full.
 */
final class UsageProbe implements Probe {

  private static final double FULL = 90;

  private final Where where;
  private final InstantSource clock;

  UsageProbe(Where where, InstantSource clock) {
    this.where = where;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "zfs.usage";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Where.Found at = where.look(target);
    try {
      Pool pool = at.zfs().pool(at.pool());
      Map<String, Long> dataset = at.zfs().numbers(at.name(), "used,available");
      return reading(target, at.name(), pool, dataset);
    } catch (ProgramTrouble e) {
      throw Where.blind(e);
    }
  }

  private Reading reading(Target target, String name, Pool pool, Map<String, Long> dataset) {
    long used = dataset.getOrDefault("used", 0L);
    long available = dataset.getOrDefault("available", 0L);
    double share =
        used + available == 0 ? 0 : Math.round(1000.0 * used / (used + available)) / 10.0;
    Map<String, Object> facts =
        Map.of(
            "pool", pool.name(),
            "pool_usage", pool.capacity(),
            "pool_health", pool.health(),
            "pool_total_bytes", pool.size(),
            "pool_free_bytes", pool.free(),
            "dataset_usage", share,
            "dataset_used_bytes", used,
            "dataset_available_bytes", available);
    boolean healthy = pool.capacity() < FULL && share < FULL && pool.health().equals("ONLINE");
    List<String> lines =
        List.of(
            String.format(
                Locale.ROOT,
                "pool %s: %s of %s allocated, %.0f %%, %s",
                pool.name(),
                Bytes.shown(pool.allocated()),
                Bytes.shown(pool.size()),
                pool.capacity(),
                pool.health()),
            "%s: %s used, %s available".formatted(name, Bytes.shown(used), Bytes.shown(available)));
    return new Reading(
        name(), target, healthy, pool.capacity(), Map.of(), facts, lines, clock.instant());
  }
}
