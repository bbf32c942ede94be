package nightshift.engine.work;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.Probe;

/** A probe of what the ledger says of a target. */
abstract class LedgerProbe implements Probe {

  private final String name;
  private final Ledger ledger;
  private final InstantSource clock;

  LedgerProbe(String name, Ledger ledger, InstantSource clock) {
    this.name = name;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param fact its name among the reading's facts
   */
  record Seen(boolean good, long measure, String fact, Object value, String line) {}

  /** Looks; empty when there is no such target. */
  abstract Optional<Seen> look(LedgerView view, Target target);

  /** What the ledger was asked for in vain, and why. */
  abstract String missing(Target target);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Reading read(Target target) throws ProbeException {
    Seen seen =
        ledger
            .read(v -> look(v, target))
            .orElseThrow(
                () -> new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, missing(target)));
    return new Reading(
        name,
        target,
        seen.good(),
        (double) seen.measure(),
        Map.of(),
        Map.of(seen.fact(), seen.value()),
        List.of(seen.line()),
        clock.instant());
  }
}
