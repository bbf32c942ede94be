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

/** Full disks: of bytes, or of files. */
public final class DiskResolver implements Resolver {

  private static final String USAGE = "disk.usage";
  private static final String LARGEST = "disk.largest";
  private static final double FULL = 90;

  @Override
  public String kind() {
    return "disk";
  }

  @Override
  public List<String> probes() {
    return List.of(USAGE, LARGEST);
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
    return new Diagnosis(cause(facts), summary(target, facts, readings, failures), evidence, facts);
  }

  private static String cause(Map<String, Object> facts) {
    if (number(facts, "usage") >= FULL) {
      return "disk_full";
    }
    return number(facts, "inodes_usage") >= FULL ? "inodes_full" : Diagnosis.UNKNOWN;
  }

  private static String summary(
      Target target,
      Map<String, Object> facts,
      List<Reading> readings,
      List<ProbeException> failures) {
    if (!facts.containsKey("usage")) {
      String why =
          failures.isEmpty()
              ? target.name() + ": its usage could not be read"
              : String.valueOf(failures.getFirst().getMessage());
      return why + docker(facts);
    }
    String usage =
        String.format(
            Locale.ROOT,
            "%s is at %.1f %% (%s of %s)",
            target.name(),
            number(facts, "usage"),
            Bytes.shown((long) number(facts, "used_bytes")),
            Bytes.shown((long) number(facts, "total_bytes")));
    if (number(facts, "inodes_usage") >= FULL) {
      usage +=
          String.format(
              Locale.ROOT, " and has used %.1f %% of its files", number(facts, "inodes_usage"));
    }
    return usage + docker(facts) + largest(readings);
  }

  private static String docker(Map<String, Object> facts) {
    double bytes = number(facts, "docker_reclaimable_bytes");
    return bytes < 1
        ? ""
        : "; Docker stores %s that nothing uses, %s of it images"
            .formatted(
                Bytes.shown((long) bytes), Bytes.shown((long) number(facts, "docker_image_bytes")));
  }

  private static String largest(List<Reading> readings) {
    return readings.stream()
        .filter(r -> r.probe().equals(LARGEST) && number(r.facts(), "files_seen") > 0)
        .findFirst()
        .map(r -> "; largest: " + String.join(", ", r.lines().stream().limit(named(r)).toList()))
        .orElse("");
  }

  // The lines after the files say where was looked.
  private static long named(Reading r) {
    return Math.min(3, (long) number(r.facts(), "files_seen"));
  }

  private static double number(Map<String, Object> facts, String key) {
    return facts.get(key) instanceof Number n ? n.doubleValue() : 0;
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            USAGE, 80.0, null, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(24)));
  }
}
