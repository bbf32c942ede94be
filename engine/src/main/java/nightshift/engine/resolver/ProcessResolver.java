package nightshift.engine.resolver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Bytes;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/**
 * One program: whether it belongs here, whether it runs, and whether it uses a processor up. The
 * causes are {@code suspicious_process}, {@code busy_process} and {@code not_running}.
 */
public final class ProcessResolver implements Resolver {

  private static final String CPU = "process.cpu";
  private static final double BUSY = 80;

  @Override
  public String kind() {
    return "process";
  }

  @Override
  public List<String> probes() {
    return List.of(CPU, "process.suspicious");
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Seen seen = Seen.of(readings, failures);
    return new Diagnosis(
        cause(seen), seen.with(summary(target, seen)), seen.evidence(), seen.facts());
  }

  private static String cause(Seen s) {
    if (s.has("processes") && s.number("processes") == 0) {
      return "not_running";
    }
    if (s.number("suspicious") > 0) {
      return "suspicious_process";
    }
    return s.number("process_percent") >= BUSY ? "busy_process" : Diagnosis.UNKNOWN;
  }

  private static String summary(Target target, Seen s) {
    if (!s.has("processes")) {
      return target.name() + " could not be looked at.";
    }
    long count = (long) s.number("processes");
    return count == 0
        ? "No process runs " + target.name() + "."
        : "%s: %d %s, %s of one processor, %s of memory, nice %d.%s"
            .formatted(
                target.name(),
                count,
                count == 1 ? "process" : "processes",
                s.percent("process_percent"),
                Bytes.shown((long) s.number("process_memory")),
                (long) s.number("process_nice"),
                s.number("suspicious") == 0
                    ? ""
                    : " It is suspicious, with %d points."
                        .formatted((long) s.number("suspect_points")));
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            CPU, BUSY, null, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1)));
  }
}
