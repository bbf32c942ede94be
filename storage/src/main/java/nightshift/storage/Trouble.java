package nightshift.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import nightshift.engine.port.LedgerException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in a reader's words why the database could not be read or written, and what to do. */
final class Trouble {

  private final Path file;

  Trouble(Path file) {
    this.file = file;
  }

  /** Whether somewhere in this failure the database is to blame. */
  static boolean ofDatabase(Throwable failure) {
    return find(failure, SQLException.class) != null
        || find(failure, Json.UnreadableBody.class) != null;
  }

  /** Whether the file itself is damaged, or was never a ledger. */
  static boolean damage(Throwable failure) {
    SQLiteException sqlite = find(failure, SQLiteException.class);
    if (sqlite == null) {
      return find(failure, Json.UnreadableBody.class) != null;
    }
    return switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /** The failure for the caller: of what was being done, why it could not be, and what helps. */
  LedgerException of(String doing, Throwable failure) {
    return new LedgerException(doing + " in ledger " + file + ": " + why(failure), failure);
  }

  private static String why(Throwable failure) {
    SQLiteException sqlite = find(failure, SQLiteException.class);
    if (sqlite != null) {
      return why(sqlite.getResultCode(), sqlite);
    }
    if (find(failure, FlywayValidateException.class) != null) {
      return "its tables are not this version's: a newer Nightshift made them, or somebody changed"
          + " them; start that version, or put back a backup";
    }
    Json.UnreadableBody body = find(failure, Json.UnreadableBody.class);
    return body != null
        ? body.getMessage() + "; another version of Nightshift wrote it, or the file is damaged"
        : String.valueOf(failure.getMessage());
  }

  // Extended codes keep the primary one in their low byte.
  private static String why(SQLiteErrorCode code, SQLiteException e) {
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_FULL -> "the disk is full; nothing of this was kept: free some space";
      case SQLITE_READONLY ->
          "the file is read-only; nothing of this was kept: check its owner, mode and mount";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "another process has locked it for too long; nothing of this was kept: find it with"
              + " fuser or lsof";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "the file is damaged or no ledger; stop Nightshift and put back a backup";
      case SQLITE_IOERR ->
          "the disk reports an error; nothing of this was kept: check the disk and the system log";
      case SQLITE_CANTOPEN ->
          "the file cannot be opened; check that its directory exists and that we may write there";
      case SQLITE_CONSTRAINT -> "the ledger's own rules refuse it: " + e.getMessage();
      default -> "SQLite says: " + e.getMessage();
    };
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }
}
