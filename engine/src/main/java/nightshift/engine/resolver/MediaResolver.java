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

/**
 * Media servers: whether converting films for viewers keeps the machine busy. The causes are {@code
 * transcoding} and {@code not_answering}.
 */
public final class MediaResolver implements Resolver {

  private static final String SESSIONS = "media.sessions";

  @Override
  public String kind() {
    return "media";
  }

  @Override
  public List<String> probes() {
    return List.of(SESSIONS);
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Seen seen = Seen.of(readings, failures);
    return new Diagnosis(
        cause(seen), seen.with(summary(target, seen)), seen.evidence(), seen.facts());
  }

  private static String cause(Seen s) {
    if (s.failures().stream().anyMatch(f -> f.kind() == ProbeException.Kind.UNREACHABLE)) {
      return "not_answering";
    }
    return s.number("transcoding") > 0 ? "transcoding" : Diagnosis.UNKNOWN;
  }

  private static String summary(Target target, Seen s) {
    return s.has("sessions")
        ? "\"%s\" plays to %d viewers and converts for %d of them."
            .formatted(target.name(), (long) s.number("sessions"), (long) s.number("transcoding"))
        : "\"" + target.name() + "\" could not be asked.";
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            SESSIONS,
            1.0,
            null,
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofHours(1)));
  }
}
