package nightshift.engine.work;

import java.time.InstantSource;
import java.util.Optional;
import nightshift.engine.card.LadderWords;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Standing;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;

/** Where a playbook stands: good when it may do anything by itself. */
final class Rung extends LedgerProbe {

  /** Its name. */
  static final String NAME = "playbook.rung";

  Rung(Ledger ledger, InstantSource clock) {
    super(NAME, ledger, clock);
  }

  @Override
  Optional<Seen> look(LedgerView view, Target target) {
    return view.standing(target.name()).map(Rung::seen);
  }

  private static Seen seen(Standing s) {
    Autonomy rung = s.rung();
    String line = "the playbook is on " + LadderWords.standing(s);
    return new Seen(rung.compareTo(Autonomy.ASK) > 0, rung.ordinal(), "rung", rung.word(), line);
  }

  @Override
  String missing(Target target) {
    return "looking where " + target + " stands: there is no playbook of this name";
  }
}
