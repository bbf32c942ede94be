package nightshift.bot.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nightshift.engine.alert.Alert;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.work.Rehearsal;

/** Where rehearsals are held: on a ledger that nobody else uses. */
public final class Stage {

  private Stage() {}

  /** Takes the alert through a rehearsal over what this ledger knows. */
  public static Rehearsal.Outcome rehearse(
      Ledger history, Function<LedgerView, Rehearsal> rehearsal, Alert alert, Instant now)
      throws InterruptedException {
    Rehearsal.Outcome outcome = history.read(view -> held(rehearsal.apply(view), alert, now));
    if (Thread.interrupted()) {
      throw new InterruptedException("rehearsing " + alert.title());
    }
    return outcome;
  }

  // A query cannot throw what is checked, so the interrupt travels as the thread's flag.
  private static Rehearsal.Outcome held(Rehearsal rehearsal, Alert alert, Instant now) {
    try {
      return rehearsal.of(alert, now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Rehearsal.Outcome(
          List.of(), Optional.of("interrupted"), List.of(), Optional.empty());
    }
  }
}
