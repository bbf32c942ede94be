package nightshift.engine.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Bytes;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/**
 * ZFS pools that are full or ill. Cause {@code snapshots}: the pool is full, and giving up its
 * snapshots would make it so no longer.
 */
public final class ZfsResolver implements Resolver {

  private static final String USAGE = "zfs.usage";
  private static final double FULL = 90;
  private static final double FREED = 80;

  @Override
  public String kind() {
    return "zfs";
  }

  @Override
  public List<String> probes() {
    return List.of(USAGE, "zfs.snapshots");
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Reading r : readings) {
      facts.putAll(r.facts());
      evidence.add(r.evidence());
    }
    return new Diagnosis(cause(facts), summary(target, facts, failures), evidence, facts);
  }

  private static String cause(Map<String, Object> facts) {
    if (!facts.containsKey("pool_usage")) {
      return Diagnosis.UNKNOWN;
    }
    if (!"ONLINE".equals(facts.get("pool_health"))) {
      return "pool_degraded";
    }
    double pool = number(facts, "pool_usage");
    double dataset = number(facts, "dataset_usage");
    if (pool < FULL && dataset < FULL) {
      return Diagnosis.UNKNOWN;
    }
    double held = 100 * number(facts, "snapshot_bytes");
    double may = number(facts, "dataset_used_bytes") + number(facts, "dataset_available_bytes");
    boolean poolFreed = pool - held / Math.max(1, number(facts, "pool_total_bytes")) < FREED;
    boolean datasetFreed = dataset - held / Math.max(1, may) < FREED;
    return poolFreed && datasetFreed ? "snapshots" : "pool_full";
  }

  private static String summary(
      Target target, Map<String, Object> facts, List<ProbeException> failures) {
    if (!facts.containsKey("pool_usage")) {
      return failures.isEmpty()
          ? target.name() + ": its usage could not be read"
          : String.valueOf(failures.getFirst().getMessage());
    }
    return String.format(
        Locale.ROOT,
        "Pool %s is %s and %.0f %% full (of %s), %s at %.1f %%; snapshots hold %s",
        facts.get("pool"),
        facts.get("pool_health"),
        number(facts, "pool_usage"),
        Bytes.shown((long) number(facts, "pool_total_bytes")),
        target.name(),
        number(facts, "dataset_usage"),
        Bytes.shown((long) number(facts, "snapshot_bytes")));
  }

  private static double number(Map<String, Object> facts, String key) {
    return facts.get(key) instanceof Number n ? n.doubleValue() : 0;
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            USAGE, 80.0, null, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(24)));
  }
}
