package nightshift.engine.resolver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/** Things that do not belong on the machine. The cause is {@code suspicious_process}. */
public final class SecurityResolver implements Resolver {

  private static final String SUSPICIOUS = "process.suspicious";

  @Override
  public String kind() {
    return "security";
  }

  @Override
  public List<String> probes() {
    return List.of(SUSPICIOUS);
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Seen seen = Seen.of(readings, failures);
    boolean found = seen.number("suspicious") > 0;
    return new Diagnosis(
        found ? "suspicious_process" : Diagnosis.UNKNOWN,
        seen.with(summary(seen, found)),
        seen.evidence(),
        seen.facts());
  }

  private static String summary(Seen s, boolean found) {
    if (!s.has("suspicious")) {
      return "The processes could not be looked at.";
    }
    String hidden =
        s.number("unseen") == 0
            ? ""
            : " %d processes are not ours to see.".formatted((long) s.number("unseen"));
    long count = (long) s.number("suspicious");
    String words =
        found
            ? "%d suspicious %s; the worst is %s (pid %d) with %d points."
                .formatted(
                    count,
                    count == 1 ? "process" : "processes",
                    s.text("suspect_executable"),
                    (long) s.number("suspect_pid"),
                    (long) s.number("suspect_points"))
            : "Not enough speaks against any process.";
    return words + hidden;
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            SUSPICIOUS,
            1.0,
            null,
            Duration.ofSeconds(20),
            Duration.ofMinutes(2),
            Duration.ofHours(24)));
  }
}
