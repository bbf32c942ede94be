package nightshift.engine.work;

import java.util.Arrays;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.Rise;
import nightshift.engine.learn.Standing;
import nightshift.engine.playbook.Autonomy;

/**
 * Where a playbook stood before it was promoted, as a step keeps it for its undo.
 *
 * @param hash the content that it was about; empty when that was not kept
 */
record Stood(Rise rise, String hash) {

  static Stood of(Standing s) {
    return new Stood(new Rise(s.rung(), s.reach()), s.playbook().hash());
  }

  /** {@code ask critical 5f1c…}. */
  String text() {
    return rise.rung().word() + " " + rise.risk().word() + " " + hash;
  }

  /** Reads it; the rung alone, which is all that was kept once, is taken for low risk. */
  static Optional<Stood> read(String text) {
    String[] parts = text.split(" ", 3);
    Optional<Risk> risk = parts.length < 2 ? Optional.of(Risk.LOW) : Risk.parse(parts[1]);
    return Arrays.stream(Autonomy.values())
        .filter(a -> a.word().equals(parts[0]))
        .findFirst()
        .flatMap(rung -> risk.map(r -> new Rise(rung, r)))
        .map(rise -> new Stood(rise, parts.length < 3 ? "" : parts[2]));
  }

  /**
   * What going back there would leave of this standing; empty when it stands no higher. Only the
   * content that had more reach on a lower rung gets it back.
   */
  Optional<Rise> below(Standing s) {
    boolean same = hash.equals(s.playbook().hash());
    boolean lower = rise.rung().compareTo(s.rung()) < 0;
    boolean narrower = rise.rung() == s.rung() && rise.risk().compareTo(s.reach()) < 0;
    boolean more = rise.risk().compareTo(s.reach()) > 0;
    return lower || narrower
        ? Optional.of(new Rise(rise.rung(), more && !same ? s.reach() : rise.risk()))
        : Optional.empty();
  }
}
