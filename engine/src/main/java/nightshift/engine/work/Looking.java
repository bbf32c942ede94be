package nightshift.engine.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.Probes;
import nightshift.engine.port.Resolver;

/** The study: looks, within time limits, and touches nothing. */
final class Looking {

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(15);

  private Looking() {}

  /** Reads one probe within the time limit. */
  static Reading read(Probes probes, String probe, Target target)
      throws ProbeException, InterruptedException {
    try {
      return Deadline.call("probe-" + probe, LONGEST_LOOK, () -> probes.read(probe, target))
          .orElseThrow(() -> tooSlow(probe, target));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException p) {
        throw p;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw tooSlow(probe, target);
      }
      throw new IllegalStateException("reading " + probe + " of " + target, e.getCause());
    }
  }

  private static ProbeException tooSlow(String probe, Target target) {
    return new ProbeException(
        ProbeException.Kind.UNREACHABLE,
        "reading %s of %s: no answer within %s"
            .formatted(probe, target, Durations.shown(LONGEST_LOOK)));
  }

  /** Diagnoses with the target's resolver and whatever else the playbook asks to be read. */
  static Diagnosis diagnose(Library library, Playbook playbook, Alert alert, Target target)
      throws InterruptedException {
    Resolver resolver = library.resolvers().get(target.kind());
    Set<String> wanted = new LinkedHashSet<>();
    if (resolver != null) {
      wanted.addAll(resolver.probes());
    }
    wanted.addAll(playbook.diagnose());
    List<Reading> readings = new ArrayList<>();
    List<ProbeException> failures = new ArrayList<>();
    for (String probe : wanted) {
      try {
        readings.add(read(library.probes(), probe, target));
      } catch (ProbeException e) {
        failures.add(e);
      }
    }
    return resolver == null
        ? plain(readings, failures)
        : resolver.diagnose(alert, target, readings, failures);
  }

  /**
   * Adds what people must know before they approve: that the check finds nothing wrong right now.
   */
  static Diagnosis withCheck(Diagnosis d, Library library, Playbook playbook, Target target)
      throws InterruptedException {
    try {
      Reading now = read(library.probes(), playbook.verify().probe(), target);
      if (!playbook.verify().good(now)) {
        return d;
      }
      String note = "Right now " + playbook.verify().probe() + " finds nothing wrong.";
      String summary = d.summary().isBlank() ? note : d.summary() + " — " + note;
      return new Diagnosis(d.cause(), summary, d.evidence(), d.facts());
    } catch (ProbeException e) {
      return d;
    }
  }

  private static Diagnosis plain(List<Reading> readings, List<ProbeException> failures) {
    String summary =
        failures.isEmpty()
            ? ""
            : String.join("; ", failures.stream().map(Throwable::getMessage).toList());
    return new Diagnosis(
        Diagnosis.UNKNOWN, summary, readings.stream().map(Reading::evidence).toList(), Map.of());
  }
}
