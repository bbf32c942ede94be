package nightshift.engine.work;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.engine.card.LadderWords;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Standing;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.Probe;

/** Where a playbook stands: good when it may do anything by itself. */
final class Rung implements Probe {

  /** Its name. */
  static final String NAME = "playbook.rung";

  private final Ledger ledger;
  private final InstantSource clock;

  Rung(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reading read(Target target) throws ProbeException {
    Standing s =
        ledger
            .read(v -> v.standing(target.name()))
            .orElseThrow(() ->
                new ProbeException(
                    ProbeException.Kind.NO_SUCH_TARGET,
                    "looking where " + target + " stands: there is no playbook of this name"));
    return new Reading(
        NAME,
        target,
        s.rung().compareTo(Autonomy.ASK) > 0,
        (double) s.rung().ordinal(),
        Map.of(),
        Map.of("rung", s.rung().word()),
        List.of("the playbook is on " + LadderWords.standing(s)),
        clock.instant());
  }
}
