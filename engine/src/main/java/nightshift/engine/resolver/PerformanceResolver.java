package nightshift.engine.resolver;

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
 * A slow machine: who uses the processor or the memory, or what else it waits for. The causes are
 * {@code memory_container}, {@code memory_process}, {@code cpu_steal}, {@code cpu_iowait}, {@code
 * cpu_container} and {@code cpu_process}.
 */
public final class PerformanceResolver implements Resolver {

  private static final double FULL = 90;
  private static final double BUSY = 80;
  private static final double MUCH_STOLEN = 20;
  private static final double MUCH_WAITING = 30;
  // Of one processor: below it, no single process is to blame.
  private static final double A_LOT = 50;

  @Override
  public String kind() {
    return "host";
  }

  @Override
  public List<String> probes() {
    return List.of("cpu.usage", "cpu.top", "memory.usage", "memory.top");
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Seen seen = Seen.of(readings, failures);
    String cause = cause(seen);
    return new Diagnosis(
        cause, seen.with(figures(seen), said(cause, seen)), seen.evidence(), seen.facts());
  }

  private static String cause(Seen s) {
    if (s.number("memory_usage") >= FULL) {
      return s.text("memory_top_container").isEmpty() ? "memory_process" : "memory_container";
    }
    if (s.number("cpu_steal") >= MUCH_STOLEN) {
      return "cpu_steal";
    }
    if (s.number("cpu_iowait") >= MUCH_WAITING) {
      return "cpu_iowait";
    }
    boolean oneIsToBlame = s.number("top_percent") >= A_LOT;
    if (oneIsToBlame && (s.number("cpu_usage") >= BUSY || perProcessor(s) >= 1)) {
      return s.text("top_container").isEmpty() ? "cpu_process" : "cpu_container";
    }
    return Diagnosis.UNKNOWN;
  }

  private static double perProcessor(Seen s) {
    return s.number("load1") / Math.max(1, s.number("processors"));
  }

  private static String figures(Seen s) {
    String cpu =
        s.has("cpu_usage")
            ? "The processors are %s busy, load %.1f on %d."
                .formatted(s.percent("cpu_usage"), s.number("load1"), (long) s.number("processors"))
            : "";
    String memory =
        s.has("memory_usage") ? "Memory is %s used.".formatted(s.percent("memory_usage")) : "";
    return (cpu + " " + memory).strip();
  }

  private static String said(String cause, Seen s) {
    return switch (cause) {
      case "memory_process", "memory_container" ->
          "%s (pid %d) holds most of it: %s%s."
              .formatted(
                  s.text("memory_top_executable"),
                  (long) s.number("memory_top_pid"),
                  Bytes.shown((long) s.number("memory_top_bytes")),
                  container(s.text("memory_top_container")));
      case "cpu_steal" ->
          "%s of the time went to other machines on the same hardware; nothing here can mend that."
              .formatted(s.percent("cpu_steal"));
      case "cpu_iowait" ->
          "The processors wait for disks %s of the time.".formatted(s.percent("cpu_iowait"));
      case "cpu_process", "cpu_container" ->
          "%s (pid %d, %s) uses %s of one processor%s."
              .formatted(
                  s.text("top_executable"),
                  (long) s.number("top_pid"),
                  s.text("top_user"),
                  s.percent("top_percent"),
                  container(s.text("top_container")));
      default -> "No single process stands out.";
    };
  }

  private static String container(String name) {
    return name.isEmpty() ? "" : ", in container \"" + name + "\"";
  }

  @Override
  public Optional<Verify> verify() {
    // A host can be short of processors or of memory: only the playbook knows which it mends.
    return Optional.empty();
  }
}
