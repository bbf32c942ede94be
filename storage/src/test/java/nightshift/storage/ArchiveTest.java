package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.engine.port.LedgerView.LedgerEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old events leave the ledger, and the chain stays verifiable. */
final class ArchiveTest {

  private static final Instant OLD = Samples.T0;
  private static final Instant NEW = OLD.plus(Duration.ofDays(400));
  private static final Instant BEFORE = OLD.plus(Duration.ofDays(100));
  private static final InstantSource CLOCK = InstantSource.fixed(NEW);

  @TempDir private Path dir;
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void open() {
    file = dir.resolve("ledger.db");
    ledger = SqliteLedger.open(file, CLOCK);
    note(OLD, 5);
    note(NEW, 2);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void note(Instant at, int times) {
    for (int i = 0; i < times; i++) {
      int n = i;
      ledger.write(tx -> {
        tx.note(null, "login", "alice", Map.of("n", "ü" + n), at);
        return true;
      });
    }
  }

  private int archive() {
    return Archive.run(file, BEFORE, CLOCK);
  }

  private ChainReport online() {
    return ledger.read(v -> v.verifyChain());
  }

  private ChainReport offline() {
    return OfflineAudit.verify(file, CLOCK);
  }

  private List<LedgerEvent> events() {
    return ledger.read(v -> v.eventsAfter(0, 100));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(dir.resolve(Archive.FOLDER))) {
      return all.sorted().toList();
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = raw.createStatement()) {
      for (String one : statements) {
        s.executeUpdate(one);
      }
    }
  }

  @Test
  void old_events_go_into_a_file_and_every_hash_still_fits() throws Exception {
    assertThat(archive()).isEqualTo(5);
    assertThat(files())
        .extracting(f -> f.getFileName().toString())
        .containsExactly("events-000000000001-000000000005.jsonl");
    assertThat(Files.getPosixFilePermissions(files().getFirst()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(events()).extracting(e -> e.seq()).containsExactly(6L, 7L, 8L);
    assertThat(online()).isEqualTo(new ChainReport(8, null, ""));
    assertThat(offline()).isEqualTo(new ChainReport(8, null, ""));
    assertThat(archive()).isZero();
  }

  @Test
  void the_log_goes_on_and_can_be_archived_again() throws Exception {
    archive();
    note(NEW, 3);
    assertThat(Archive.run(file, NEW.plusSeconds(1), CLOCK)).isEqualTo(6);
    note(NEW, 1);
    assertThat(files()).hasSize(2);
    assertThat(offline()).isEqualTo(new ChainReport(13, null, ""));
  }

  @Test
  void a_changed_byte_in_an_archive_file_is_found() throws Exception {
    archive();
    Path archived = files().getFirst();
    String text = Files.readString(archived);
    Files.writeString(archived, text.replace("ü3", "ü4"));
    assertThat(offline().firstBad()).isEqualTo(4);
    assertThat(offline().problem()).contains("events-000000000001-000000000005.jsonl");
    Files.writeString(archived, text.substring(0, text.lastIndexOf("{\"seq\":5")));
    assertThat(offline().firstBad()).isEqualTo(5);
    Files.write(archived, new byte[] {(byte) 0xff, 1, 2});
    assertThat(offline().intact()).isFalse();
    Files.writeString(archived, text, StandardCharsets.UTF_8);
    assertThat(offline().intact()).isTrue();
  }

  @Test
  void a_log_that_was_cut_without_being_archived_is_found() throws Exception {
    assertThatThrownBy(() -> sql("delete from events where seq = 1"))
        .isInstanceOf(SQLException.class);
    String hash = events().get(1).hash();
    sql(
        "update chain_start set seq = 2, hash = '" + hash + "'",
        "delete from events where seq <= 2");
    assertThat(online().firstBad()).isEqualTo(3);
    assertThat(online().problem()).contains("does not begin where it says");
  }

  @Test
  void a_beginning_that_was_moved_on_is_found() throws Exception {
    archive();
    String hash = events().getFirst().hash();
    sql(
        "update chain_start set seq = 6, hash = '" + hash + "'",
        "delete from events where seq <= 6");
    assertThat(online().intact()).isFalse();
  }

  @Test
  void a_process_that_died_after_writing_the_file_leaves_nothing_that_confuses() throws Exception {
    ArchiveFile.Line line = new ArchiveFile.Line(1, 0, null, "a", "b", "{}", "c");
    ArchiveFile.write(dir.resolve(Archive.FOLDER), new ChainStart(0, ""), List.of(line));
    assertThat(offline().intact()).isTrue();
    archive();
    assertThat(files()).hasSize(1);
    assertThat(offline().intact()).isTrue();
  }

  @Test
  void events_of_a_plan_that_has_not_ended_stay() {
    ledger.close();
    file = dir.resolve("other.db");
    ledger = SqliteLedger.open(file, CLOCK);
    note(OLD, 2);
    ledger.write(tx -> {
      Plan plan = tx.open(Samples.draft("web"), OLD).orElseThrow();
      return tx.apply(plan, new PlanEvent.Asked(OLD, ""), "nightshift");
    });
    note(OLD, 2);
    assertThat(archive()).isEqualTo(2);
    assertThat(online().intact()).isTrue();
    ledger.write(tx ->
        tx.apply(
            tx.plan(new nightshift.engine.plan.PlanId(1)).orElseThrow(),
            new PlanEvent.Expired(OLD, "nobody"),
            "nightshift"));
    assertThat(archive()).as("up to the new event that says so").isEqualTo(4);
    assertThat(offline().intact()).isTrue();
  }
}
