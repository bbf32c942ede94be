package nightshift.engine.port;

import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;

/** A read-only look at the world. Never changes anything; gives up when interrupted. */
public interface Probe {

  /** {@code container.state}, {@code disk.usage}. */
  String name();

  /** Looks. */
  Reading read(Target target) throws ProbeException, InterruptedException;
}
