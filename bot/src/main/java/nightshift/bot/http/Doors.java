package nightshift.bot.http;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.Directory;
import nightshift.engine.port.EngineListener;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.ChainReport;

/**
 * What web pages and the API need of the engine.
 *
 * @param ledger to read; the API writes only notes
 * @param inbox where presses go
 * @param alerts where alerts go
 * @param directory who people are
 * @param listeners registers a listener
 * @param health how each part is, by name
 * @param clock the time
 * @param learning how outcomes are learned from
 * @param automaticUpTo the highest risk that may run unasked
 * @param audit checks the whole event log, what was archived of it included
 */
public record Doors(
    Ledger ledger,
    ChatInbox inbox,
    AlertInbox alerts,
    Directory directory,
    Consumer<EngineListener> listeners,
    Supplier<Map<String, Health>> health,
    InstantSource clock,
    Supplier<LearningRules> learning,
    Supplier<Risk> automaticUpTo,
    Supplier<ChainReport> audit) {

  /**
   * Doors of a house that learns in the usual way, runs low risk alone unasked, archived nothing.
   */
  public Doors(
      Ledger ledger,
      ChatInbox inbox,
      AlertInbox alerts,
      Directory directory,
      Consumer<EngineListener> listeners,
      Supplier<Map<String, Health>> health,
      InstantSource clock) {
    this(
        ledger,
        inbox,
        alerts,
        directory,
        listeners,
        health,
        clock,
        () -> LearningRules.USUAL,
        () -> Risk.LOW,
        () -> ledger.read(LedgerView::verifyChain));
  }
}
