package nightshift.engine.playbook;

import java.util.Optional;
import nightshift.engine.alert.Alert;

/** Which alerts a playbook is for. */
@FunctionalInterface
public interface Matching {

  /** Empty when the alert matches; otherwise why it does not, in one line. */
  Optional<String> mismatch(Alert alert);
}
