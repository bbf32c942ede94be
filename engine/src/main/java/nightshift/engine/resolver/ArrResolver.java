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
 * Applications that fetch things, and what they fetch with. The causes are {@code not_answering},
 * {@code disconnected}, {@code stalled_downloads}, {@code indexer_failing}, {@code
 * download_client_failing} and {@code unhealthy}.
 */
public final class ArrResolver implements Resolver {

  private static final String STALLED = "app.stalled";

  @Override
  public String kind() {
    return "app";
  }

  @Override
  public List<String> probes() {
    return List.of("arr.health", "arr.queue", "download.state");
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    // Which of the probes fits depends on what the application is: the others say so.
    List<ProbeException> telling =
        failures.stream()
            .filter(f -> readings.isEmpty() || f.kind() == ProbeException.Kind.UNREACHABLE)
            .toList();
    Seen seen = Seen.of(readings, telling);
    String cause = cause(seen);
    return new Diagnosis(
        cause, seen.with(said(cause, target, seen)), seen.evidence(), seen.facts());
  }

  private static String cause(Seen s) {
    if (s.failures().stream().anyMatch(f -> f.kind() == ProbeException.Kind.UNREACHABLE)) {
      return "not_answering";
    }
    if ("disconnected".equals(s.text("connection"))) {
      return "disconnected";
    }
    if (s.number("stalled") + s.number("failed") + s.number("errored") > 0) {
      return "stalled_downloads";
    }
    if (s.number("indexer_problems") > 0) {
      return "indexer_failing";
    }
    if (s.number("download_client_problems") > 0) {
      return "download_client_failing";
    }
    return s.number("problems") > 0 ? "unhealthy" : Diagnosis.UNKNOWN;
  }

  private static String said(String cause, Target target, Seen s) {
    String app = "\"" + target.name() + "\"";
    return switch (cause) {
      case "not_answering" -> app + " does not answer.";
      case "disconnected" -> app + " has no connection to others.";
      case "stalled_downloads" ->
          "%s: %d downloads are stalled and %d have failed, of %d."
              .formatted(
                  app,
                  (long) s.number("stalled"),
                  (long) (s.number("failed") + s.number("errored")),
                  (long) s.number("downloads"));
      case "indexer_failing", "download_client_failing", "unhealthy" ->
          "%s says: %s".formatted(app, s.text("first_problem"));
      default -> s.readings().isEmpty() ? app + " could not be looked at." : app + " looks well.";
    };
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(
        new Verify(
            STALLED,
            1.0,
            null,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofHours(6)));
  }
}
