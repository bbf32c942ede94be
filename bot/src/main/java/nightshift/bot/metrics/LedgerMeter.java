package nightshift.bot.metrics;

import nightshift.engine.port.Ledger;

/** Measures a ledger, from before there is anything else to be measured. */
public final class LedgerMeter {

  final Meters meters = new Meters();

  /** The same ledger, with its writes timed. */
  public Ledger timing(Ledger ledger) {
    return new TimedLedger(ledger, meters);
  }
}
