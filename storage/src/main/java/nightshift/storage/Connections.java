package nightshift.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import nightshift.engine.port.LedgerException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How every connection to the file is set up. */
final class Connections {

  private static final int BUSY_MILLIS = 10_000;
  private final Path file;

  /**
   * Touches no file yet.
   *
   * @throws LedgerException when SQLite cannot be loaded
   */
  Connections(Path file) {
    NativeLibrary.load();
    this.file = file;
  }

  /** A source of connections that may write. */
  SQLiteDataSource source() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A commit that was reported must survive a power cut: permits rest on it.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** A connection that may write. */
  Connection writer() throws SQLException {
    return source().getConnection();
  }

  /** A connection that refuses to write. */
  Connection reader() throws SQLException {
    Connection c = source().getConnection();
    try (Statement s = c.createStatement()) {
      s.execute("pragma query_only = on");
    }
    return c;
  }

  /** JDBI over a connection that somebody else closes. */
  static Handle handle(Connection connection) {
    // Our statements have < in them, which JDBI's own templates would take for a name.
    return Jdbi.create(connection).setTemplateEngine(TemplateEngine.NOP).open();
  }

  /** Creates the file for its owner alone; SQLite gives its side files the same mode. */
  void createPrivately() throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    if (Files.notExists(file)) {
      Files.createFile(file, mode);
    }
  }
}
