package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import nightshift.engine.contract.Samples;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the file or the disk is in trouble, the reader is told what and nothing is half-written. */
final class TroubleTest {

  private static final InstantSource CLOCK = InstantSource.system();
  @TempDir Path dir;

  private Path file() {
    return dir.resolve("ledger.db");
  }

  private void fill(int plans) {
    try (Ledger ledger = SqliteLedger.open(file(), CLOCK)) {
      for (int i = 0; i < plans; i++) {
        String name = "c" + i;
        ledger.write(tx -> tx.open(Samples.draft(name), Samples.T0));
      }
    }
  }

  private void refusedToOpen(String why) {
    assertThatThrownBy(() -> SqliteLedger.open(file(), CLOCK))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining(why);
  }

  /** A writer on a connection that a pragma has put into trouble. */
  private Writer writer(Connection connection, String pragma) throws Exception {
    try (Statement s = connection.createStatement()) {
      s.execute(pragma);
    }
    Session session = new Session(Connections.handle(connection), new Json(), CLOCK);
    return new Writer(connection, new SqlTx(Tables.over(session)), new Trouble(file()));
  }

  @Test
  void a_file_that_is_no_ledger_is_refused() throws Exception {
    Files.writeString(file(), "this is not a database, whatever its name says\n".repeat(40));
    refusedToOpen("damaged or no ledger");
  }

  @Test
  void a_truncated_file_is_refused() throws Exception {
    fill(20);
    try (RandomAccessFile f = new RandomAccessFile(file().toFile(), "rw")) {
      f.setLength(f.length() / 2);
    }
    refusedToOpen("damaged");
  }

  @Test
  void a_file_with_overwritten_pages_is_refused() throws Exception {
    fill(20);
    try (RandomAccessFile f = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 4_096; page < f.length(); page += 4_096) {
        f.seek(page);
        f.write(new byte[64]);
      }
    }
    refusedToOpen("damaged");
  }

  @Test
  void tables_of_a_newer_version_are_refused() throws Exception {
    fill(1);
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement s = raw.createStatement()) {
      s.execute(
          """
          insert into flyway_schema_history select 99, '99', 'future', type, 'V99__future.sql',
            7, installed_by, installed_on, 1, 1
          from flyway_schema_history where version = '1'\
          """);
    }
    refusedToOpen("a newer Nightshift made them");
  }

  @Test
  void a_directory_that_is_not_there_is_told() {
    Path nowhere = dir.resolve("nowhere").resolve("ledger.db");
    assertThatThrownBy(() -> SqliteLedger.open(nowhere, CLOCK))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("check its directory");
  }

  @Test
  void a_full_disk_is_told_and_nothing_is_half_written() throws Exception {
    fill(1);
    Connection connection = new Connections(file()).writer();
    try (Writer writer = writer(connection, "pragma max_page_count = 80")) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  String name = "full" + i;
                  writer.write(tx -> tx.open(Samples.draft(name), Samples.T0));
                }
              })
          .isInstanceOf(LedgerException.class)
          .hasMessageStartingWith("opening a plan for container:full")
          .hasMessageContaining("the disk is full")
          .hasMessageContaining("free some space");
      try (Statement s = connection.createStatement()) {
        s.execute("pragma max_page_count = 100000");
      }
      assertThat(writer.write(tx -> tx.open(Samples.draft("room"), Samples.T0)).isPresent())
          .isTrue();
    }
    try (Ledger ledger = SqliteLedger.open(file(), CLOCK)) {
      long plans = ledger.read(v -> v.known().get("targets").size());
      assertThat(ledger.read(v -> v.verifyChain()).events()).isEqualTo(plans);
      assertThat(ledger.read(v -> v.verifyChain()).intact()).isTrue();
    }
  }

  @Test
  void a_ledger_that_became_read_only_is_told() throws Exception {
    fill(1);
    Connection connection = new Connections(file()).writer();
    try (Writer writer = writer(connection, "pragma query_only = on")) {
      assertThatThrownBy(() -> writer.write(tx -> tx.put("text")))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void a_read_only_file_is_refused() throws Exception {
    fill(1);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
    assumeFalse(Files.isWritable(file()), "root may write to any file");
    assertThatThrownBy(
            () -> {
              try (Ledger ledger = SqliteLedger.open(file(), CLOCK)) {
                ledger.write(tx -> tx.put("text"));
              }
            })
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void a_lock_that_another_process_holds_is_told() throws Exception {
    fill(1);
    Connection connection = new Connections(file()).writer();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement s = other.createStatement();
        Writer writer = writer(connection, "pragma busy_timeout = 50")) {
      s.execute("begin immediate");
      assertThatThrownBy(() -> writer.write(tx -> tx.put("text")))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("another process has locked it");
      s.execute("rollback");
      assertThat(writer.write(tx -> tx.put("text")).length()).isEqualTo(64);
    }
  }

  @Test
  void a_body_that_cannot_be_read_is_told() throws Exception {
    fill(1);
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement s = raw.createStatement()) {
      s.execute("drop trigger plans_keep_their_draft");
      s.execute("update plans set body = '{'");
    }
    try (Ledger ledger = SqliteLedger.open(file(), CLOCK)) {
      assertThatThrownBy(() -> ledger.read(v -> v.plan(new nightshift.engine.plan.PlanId(1))))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("a stored Draft cannot be read");
    }
  }
}
