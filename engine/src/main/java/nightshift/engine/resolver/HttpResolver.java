package nightshift.engine.resolver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/** Web services that do not answer, or answer badly. */
public final class HttpResolver implements Resolver {

  private static final String GET = "http.get";

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public List<String> probes() {
    return List.of(GET);
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    if (readings.isEmpty()) {
      String why =
          failures.isEmpty()
              ? target.name() + " could not be asked"
              : String.valueOf(failures.getFirst().getMessage());
      return new Diagnosis(Diagnosis.UNKNOWN, why, List.of(), Map.of());
    }
    Reading seen = readings.getFirst();
    return new Diagnosis(
        cause(seen), summary(target, seen), List.of(seen.evidence()), seen.facts());
  }

  private static String cause(Reading seen) {
    if (!Boolean.TRUE.equals(seen.facts().get("answered"))) {
      return "not_answering";
    }
    return seen.healthy() ? Diagnosis.UNKNOWN : "bad_status";
  }

  private static String summary(Target target, Reading seen) {
    if (!Boolean.TRUE.equals(seen.facts().get("answered"))) {
      return target.name() + " does not answer: " + seen.facts().getOrDefault("trouble", "unknown");
    }
    return target.name()
        + (seen.healthy() ? " answers well: HTTP " : " answers badly: HTTP ")
        + seen.facts().get("status");
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            GET, null, null, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(1)));
  }
}
