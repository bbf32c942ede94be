package nightshift.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.function.Function;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import org.flywaydb.core.api.FlywayException;

/**
 * The ledger in one SQLite file: one writer with group commit, a few readers, everything durable on
 * return. Never put the file on a network disk: its locks do not hold there.
 */
public final class SqliteLedger implements Ledger {

  private final Trouble trouble;
  private final Writer writer;
  private final Readers readers;

  private SqliteLedger(Trouble trouble, Writer writer, Readers readers) {
    this.trouble = trouble;
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * Opens the ledger in this file, creates it (readable by its owner alone) when it is not there,
   * checks its pages, and brings its tables to this version.
   *
   * @param clock what pauses and deferred alerts go by
   * @throws LedgerException when the file cannot be opened, is damaged, or cannot be migrated
   */
  public static SqliteLedger open(Path file, InstantSource clock) {
    Trouble trouble = new Trouble(file);
    Connections connections = new Connections(file);
    try {
      connections.createPrivately();
      if (Files.size(file) > 0) {
        checkPages(connections);
      }
      Migrations.run(connections.source());
      Json json = new Json();
      Connection c = connections.writer();
      SqlTx tx = new SqlTx(Tables.over(new Session(Connections.handle(c), json, clock)));
      Writer writer = new Writer(c, tx, trouble);
      return new SqliteLedger(trouble, writer, new Readers(connections, json, clock));
    } catch (SQLException | FlywayException e) {
      throw trouble.of("opening", e);
    } catch (IOException e) {
      throw new LedgerException(
          "creating ledger " + file + ": " + e + "; check its directory's owner and mode", e);
    }
  }

  // A damaged page would otherwise show only when somebody needs what is on it.
  private static void checkPages(Connections connections) throws SQLException {
    try (Connection c = connections.reader();
        Statement s = c.createStatement();
        ResultSet rs = s.executeQuery("pragma quick_check(1)")) {
      String found = rs.next() ? rs.getString(1) : "nothing";
      if (!found.equals("ok")) {
        throw new org.sqlite.SQLiteException(
            "quick_check: " + found, org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  @Override
  public <T> T read(Function<LedgerView, T> query) {
    try {
      return readers.read(query);
    } catch (SQLException e) {
      throw trouble.of("reading", e);
    } catch (RuntimeException e) {
      throw Trouble.ofDatabase(e) && !(e instanceof LedgerException) ? trouble.of("reading", e) : e;
    }
  }

  @Override
  public <T> T write(Function<LedgerTx, T> work) {
    return writer.write(work);
  }

  @Override
  public void close() {
    try (writer;
        readers) {
      // Closed in reverse: readers first, so that the writer can fold the log into the file.
    } catch (SQLException e) {
      throw trouble.of("closing", e);
    }
  }
}
