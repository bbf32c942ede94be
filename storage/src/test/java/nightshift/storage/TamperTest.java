package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerView.ChainReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes the event log behind Nightshift's back is found out. */
final class TamperTest {

  private static final long EVENTS = 5;
  private static final List<String> TEXTS = List.of("type", "actor", "payload", "hash");
  @TempDir Path dir;
  private Ledger ledger;
  private Connection raw;

  @BeforeEach
  void openLedgerAndBackDoor() throws SQLException {
    Path file = dir.resolve("ledger.db");
    ledger = SqliteLedger.open(file, InstantSource.system());
    ledger.write(tx -> {
      tx.admit(Samples.alert("a"));
      Plan plan = tx.open(Samples.draft("web"), Samples.T0).orElseThrow();
      tx.apply(plan, new PlanEvent.Asked(Samples.T0, "risk"), "nightshift");
      tx.vote(Samples.vote(plan.id(), "alice", "i1"));
      tx.note(null, "denied-press", "mallory", Map.of("why", "not oncall ü"), Samples.T0);
      return true;
    });
    raw = DriverManager.getConnection("jdbc:sqlite:" + file);
    assertThat(verify()).isEqualTo(new ChainReport(EVENTS, null, ""));
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    ledger.close();
  }

  private ChainReport verify() {
    return ledger.read(v -> v.verifyChain());
  }

  private int sql(String sql) throws SQLException {
    try (Statement s = raw.createStatement()) {
      return s.executeUpdate(sql);
    }
  }

  private String text(String column, long seq) throws SQLException {
    try (Statement s = raw.createStatement();
        ResultSet rs = s.executeQuery("select " + column + " from events where seq = " + seq)) {
      return rs.getString(1);
    }
  }

  private void dropTriggers() throws SQLException {
    for (String trigger :
        List.of(
            "events_are_never_changed",
            "events_are_deleted_only_when_archived",
            "events_are_never_replaced",
            "chain_head_only_grows",
            "chain_head_stays")) {
      sql("drop trigger " + trigger);
    }
  }

  @Test
  void the_database_itself_refuses_to_change_delete_or_replace_an_event() {
    for (String forbidden :
        List.of(
            "update events set actor = 'x' where seq = 1",
            "delete from events where seq = 5",
            "insert or replace into events values (1, 0, null, 'a', 'b', '{}', 'c')",
            "update chain_head set events = 1",
            "delete from chain_head",
            "update plans set body = '{}' where number = 1",
            "delete from plans where number = 1")) {
      assertThatThrownBy(() -> sql(forbidden)).as(forbidden).isInstanceOf(SQLException.class);
    }
    assertThat(verify().intact()).isTrue();
  }

  @Test
  void any_changed_byte_of_any_text_of_any_event_is_found() throws SQLException {
    dropTriggers();
    for (long seq = 1; seq <= EVENTS; seq++) {
      for (String column : TEXTS) {
        changeEachByte(column, seq);
      }
    }
    assertThat(verify().intact()).isTrue();
  }

  private void changeEachByte(String column, long seq) throws SQLException {
    String old = text(column, seq);
    for (int i = 0; i < old.length(); i++) {
      char other = old.charAt(i) == 'x' ? 'y' : 'x';
      set(column, seq, old.substring(0, i) + other + old.substring(i + 1));
      assertThat(verify().firstBad()).as("%s of %d at %d", column, seq, i).isEqualTo(seq);
    }
    set(column, seq, old);
  }

  private void set(String column, long seq, String value) throws SQLException {
    try (var s = raw.prepareStatement("update events set " + column + " = ? where seq = ?")) {
      s.setString(1, value);
      s.setLong(2, seq);
      s.executeUpdate();
    }
  }

  @Test
  void any_changed_number_of_any_event_is_found() throws SQLException {
    dropTriggers();
    for (long seq = 1; seq <= EVENTS; seq++) {
      String at = text("at", seq);
      found(seq, "at = at + 1", "at = " + at);
      String plan = text("plan", seq);
      found(seq, plan == null ? "plan = 1" : "plan = null", "plan = " + plan);
      sql("update events set seq = seq + 100 where seq = " + seq);
      assertThat(verify().firstBad()).isEqualTo(seq);
      sql("update events set seq = seq - 100 where seq = " + (seq + 100));
    }
    assertThat(verify().intact()).isTrue();
  }

  private void found(long seq, String change, String back) throws SQLException {
    sql("update events set " + change + " where seq = " + seq);
    assertThat(verify().firstBad()).as(change).isEqualTo(seq);
    sql("update events set " + back + " where seq = " + seq);
  }

  @Test
  void a_missing_event_is_found_wherever_it_stood() throws SQLException {
    dropTriggers();
    for (long seq = 1; seq <= EVENTS; seq++) {
      sql("create table if not exists aside as select * from events where 0");
      sql("insert into aside select * from events where seq = " + seq);
      sql("delete from events where seq = " + seq);
      assertThat(verify().firstBad()).isEqualTo(seq);
      sql("insert into events select * from aside");
      sql("delete from aside");
    }
    assertThat(verify().intact()).isTrue();
  }

  @Test
  void a_cut_tail_is_found_even_when_the_count_was_cut_too() throws SQLException {
    dropTriggers();
    sql("delete from events where seq = 5");
    assertThat(verify().problem()).contains("5 were written");
    sql("update chain_head set events = 4");
    assertThat(verify().intact()).isFalse();
  }

  @Test
  void a_missing_record_of_the_end_is_found_also_offline_and_after_a_restart() throws SQLException {
    dropTriggers();
    sql("delete from chain_head");
    ChainReport missing = new ChainReport(EVENTS, EVENTS, "the log's recorded end is missing");
    assertThat(verify()).isEqualTo(missing);
    Path file = dir.resolve("ledger.db");
    assertThat(OfflineAudit.verify(file, InstantSource.system())).isEqualTo(missing);
    try (Ledger again = SqliteLedger.open(file, InstantSource.system())) {
      ChainReport atStart = again.read(v -> v.verifyChain());
      assertThat(atStart).isEqualTo(missing);
    }
  }

  @Test
  void a_changed_event_is_found_even_when_the_record_of_the_end_is_missing() throws SQLException {
    dropTriggers();
    sql("delete from chain_head");
    sql("update events set actor = 'x' where seq = 2");
    assertThat(verify().firstBad()).isEqualTo(2);
  }

  @Test
  void an_emptied_log_without_a_record_of_its_end_is_not_intact() throws SQLException {
    dropTriggers();
    sql("delete from events");
    sql("delete from chain_head");
    assertThat(verify().intact()).isFalse();
  }

  @Test
  void without_a_record_of_the_end_nothing_more_is_written_and_the_reader_hears_why()
      throws SQLException {
    dropTriggers();
    sql("delete from chain_head");
    assertThatThrownBy(() -> ledger.write(tx -> tx.admit(Samples.alert("b"))))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("writing down alert b: the log's recorded end is missing")
        .hasMessageContaining("put back a backup");
    Optional<Alert> kept = ledger.read(v -> v.alert("b"));
    assertThat(kept).isEmpty();
  }

  @Test
  void an_event_added_by_hand_is_found() throws SQLException {
    sql("insert into events values (6, 0, null, 'a', 'b', '{}', '" + "0".repeat(64) + "')");
    assertThat(verify().firstBad()).isEqualTo(6);
  }

  @Test
  void swapped_events_are_found() throws SQLException {
    dropTriggers();
    sql("update events set seq = 100 where seq = 2");
    sql("update events set seq = 2 where seq = 3");
    sql("update events set seq = 3 where seq = 100");
    assertThat(verify().firstBad()).isEqualTo(2);
  }
}
