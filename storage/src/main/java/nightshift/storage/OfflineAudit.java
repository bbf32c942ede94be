package nightshift.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerView.ChainReport;

/** Checks the event log of a ledger without a server, and without changing any of its tables. */
public final class OfflineAudit {

  private OfflineAudit() {}

  /**
   * Recomputes every hash, those in archive files beside the ledger included. A server may be
   * running on the same file.
   *
   * @return {@code firstBad} is 0 when the file is so damaged that events cannot be read
   * @throws LedgerException when there is no ledger, or it cannot be opened
   */
  public static ChainReport verify(Path file, InstantSource clock) {
    if (!Files.isRegularFile(file)) {
      throw new LedgerException("checking ledger " + file + ": there is no such file", null);
    }
    Trouble trouble = new Trouble(file);
    try (Connection c = new Connections(file).reader()) {
      // One look: a server that archives meanwhile moves events out of the ledger.
      c.setAutoCommit(false);
      Session session = new Session(Connections.handle(c), new Json(), clock);
      ChainReport inLedger = new SqlView(Tables.over(session)).verifyChain();
      Path archive = file.toAbsolutePath().resolveSibling(Archive.FOLDER);
      return inLedger.intact()
          ? ArchiveCheck.run(
              archive, ChainStart.of(session), ChainStart.attested(session), inLedger)
          : inLedger;
    } catch (SQLException e) {
      return damaged(trouble, e);
    } catch (RuntimeException e) {
      if (!Trouble.ofDatabase(e)) {
        throw e;
      }
      return damaged(trouble, e);
    }
  }

  private static ChainReport damaged(Trouble trouble, Exception e) {
    LedgerException said = trouble.of("reading events", e);
    if (!Trouble.damage(e)) {
      throw said;
    }
    return new ChainReport(0, 0L, String.valueOf(said.getMessage()));
  }
}
