package nightshift.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import nightshift.engine.contract.LedgerContract;
import nightshift.engine.port.Ledger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on SQLite keeps the contract. */
final class SqliteLedgerTest extends LedgerContract {

  @TempDir static Path template;
  @TempDir Path dir;

  @BeforeAll
  static void migrateOnce() {
    SqliteLedger.open(template.resolve("ledger.db"), InstantSource.system()).close();
  }

  @Override
  protected Ledger open(InstantSource time) {
    try {
      Path file = Files.copy(template.resolve("ledger.db"), dir.resolve("ledger.db"));
      return SqliteLedger.open(file, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
