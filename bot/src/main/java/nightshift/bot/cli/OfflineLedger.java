package nightshift.bot.cli;

import java.nio.file.Path;
import nightshift.engine.port.LedgerView.ChainReport;

/** Reads the ledger below a data folder without a server and without changing anything. */
public interface OfflineLedger {

  /**
   * Recomputes every hash of its event log.
   *
   * @throws CommandFailed when there is no readable ledger in that folder
   */
  ChainReport verify(Path data);
}
