package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.Standing;
import nightshift.engine.port.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standings from before they had a reach. */
final class ReachMigrationTest {

  @TempDir private Path dir;

  private Ledger open() {
    return SqliteLedger.open(dir.resolve("ledger.db"), InstantSource.system());
  }

  /** The tables as they were before the seventh migration, with these rows. */
  private void before(String... rows) throws SQLException {
    open().close();
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ledger.db"));
        Statement s = raw.createStatement()) {
      s.execute("alter table standings drop column reach");
      s.execute("alter table standings drop column held_for");
      s.execute("delete from flyway_schema_history where version = '7'");
      for (String row : rows) {
        s.execute("insert into standings values (" + row + ")");
      }
    }
  }

  private static Risk reach(Ledger ledger, String playbook) {
    return ledger.read(v -> v.standing(playbook)).orElseThrow().reach();
  }

  @Test
  void an_old_promotion_is_taken_for_low_risk_and_a_files_own_rung_keeps_its_reach()
      throws SQLException {
    before(
        "'promoted', 'h', 'AUTO', 'ASK', 'AUTO', 1, 'people allowed it (step 7/execute/0)', null",
        "'earned-again', 'h', 'AUTO', 'AUTO', 'AUTO', 1, 'people allowed it (step 8/x/0)', null",
        "'by-file', 'h', 'AUTO', 'AUTO', 'AUTO', 1, '', null",
        "'reinstated', 'h', 'AUTO', 'AUTO', 'AUTO', 1, 'alice closed the breaker', null");
    try (Ledger ledger = open()) {
      assertThat(reach(ledger, "promoted")).isEqualTo(Risk.LOW);
      assertThat(reach(ledger, "earned-again")).isEqualTo(Risk.LOW);
      assertThat(reach(ledger, "by-file")).isEqualTo(Standing.UNLIMITED);
      assertThat(reach(ledger, "reinstated")).isEqualTo(Standing.UNLIMITED);
    }
  }
}
