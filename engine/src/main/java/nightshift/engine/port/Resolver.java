package nightshift.engine.port;

import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;

/**
 * The knowledge of one family of problems: which probes to read, and what their readings mean.
 * Pure.
 */
public interface Resolver {

  /** The target kind that it knows: {@code container}. */
  String kind();

  /** The probes to read for a diagnosis, in order. */
  List<String> probes();

  /**
   * What the readings mean.
   *
   * @param readings what could be read, in the order of {@link #probes}
   * @param failures why others could not be read
   */
  Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures);

  /** How success is measured when the playbook does not say; empty when it must. */
  Optional<Verify> verify();
}
