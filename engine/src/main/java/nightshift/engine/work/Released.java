package nightshift.engine.work;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.Probe;

/** How many plans of a batch still wait: good when none does. What runs is looked at by itself. */
final class Released implements Probe {

  /** Its name. */
  static final String NAME = "batch.released";

  private final Ledger ledger;
  private final InstantSource clock;

  Released(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reading read(Target target) throws ProbeException {
    long waiting =
        ledger
            .read(v ->
                v.livePlan(target)
                    .map(b ->
                        Batch.members(v, b).stream()
                            .filter(m -> Batch.waiting(v, m).isPresent())
                            .count()))
            .orElseThrow(() ->
                new ProbeException(
                    ProbeException.Kind.NO_SUCH_TARGET,
                    "looking at " + target + ": there is no such batch under way"));
    String line = waiting == 0 ? "none of its plans waits" : waiting + " of its plans still wait";
    return new Reading(
        NAME,
        target,
        waiting == 0,
        (double) waiting,
        Map.of(),
        Map.of("waiting", waiting),
        List.of(line),
        clock.instant());
  }
}
