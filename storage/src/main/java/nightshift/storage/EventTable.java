package nightshift.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.engine.port.LedgerView.LedgerEvent;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The event log: appended to, read, and recomputed. */
final class EventTable {

  private static final int MOST_OF_A_PLAN = 10_000;
  private static final String HEADLESS = "the log's recorded end is missing";
  private final Session session;

  EventTable(Session session) {
    this.session = session;
  }

  private record Head(long events, String hash) {}

  private Optional<Head> head() {
    return session
        .query("select events, hash from chain_head where id = 1")
        .map((rs, _) -> new Head(rs.getLong(1), rs.getString(2)))
        .findOne();
  }

  // Going on from the last event that is left would hide that the ones after it are gone.
  private LedgerException headless() {
    return new LedgerException(
        session.doing()
            + ": "
            + HEADLESS
            + ", so nothing more is written; stop Nightshift and put back a backup",
        null);
  }

  /**
   * Appends an event.
   *
   * @throws LedgerException when nobody can say any more where the log ended
   */
  void append(Instant at, @Nullable PlanId plan, String type, String actor, Map<String, ?> facts) {
    Head head = head().orElseThrow(this::headless);
    Long number = plan == null ? null : plan.number();
    EventChain.Row row =
        new EventChain.Row(
            head.events() + 1, Micros.of(at), number, type, actor, session.json().canonical(facts));
    String hash = new EventChain().hash(head.hash(), row);
    session
        .update(
            """
            insert into events (seq, at, plan, type, actor, payload, hash)
            values (:seq, :at, :plan, :type, :actor, :payload, :hash)\
            """)
        .bind("seq", row.seq())
        .bind("at", row.at())
        .bind("plan", row.plan())
        .bind("type", row.type())
        .bind("actor", row.actor())
        .bind("payload", row.payload())
        .bind("hash", hash)
        .execute();
    session
        .update("update chain_head set events = :events, hash = :hash where id = 1")
        .bind("events", row.seq())
        .bind("hash", hash)
        .execute();
  }

  List<LedgerEvent> of(PlanId plan) {
    return session
        .query("select * from events where plan = :plan order by seq limit :most")
        .bind("plan", plan.number())
        .bind("most", MOST_OF_A_PLAN)
        .map(EventTable::event)
        .list();
  }

  List<LedgerEvent> after(long seq, int limit) {
    return session
        .query("select * from events where seq > :seq order by seq limit :limit")
        .bind("seq", seq)
        .bind("limit", limit)
        .map(EventTable::event)
        .list();
  }

  private static LedgerEvent event(ResultSet rs, StatementContext ctx) throws SQLException {
    long number = rs.getLong("plan");
    PlanId plan = rs.wasNull() ? null : new PlanId(number);
    return new LedgerEvent(
        rs.getLong("seq"),
        Micros.instant(rs.getLong("at")),
        plan,
        rs.getString("type"),
        rs.getString("actor"),
        rs.getString("payload"),
        rs.getString("hash"));
  }

  /** Recomputes every hash, one row in memory at a time, and compares the end with the head. */
  ChainReport verify() {
    String sql = "select seq, at, plan, type, actor, payload, hash from events order by seq";
    // A million rows in seconds: plain JDBC, since mapping each row by JDBI doubles the time.
    try (PreparedStatement all = session.handle().getConnection().prepareStatement(sql);
        ResultSet rs = all.executeQuery()) {
      return verify(rs, ChainStart.of(session), head().orElse(null));
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  private ChainReport verify(ResultSet rs, ChainStart start, @Nullable Head head)
      throws SQLException {
    EventChain chain = new EventChain();
    String previous = start.hash();
    long count = start.seq();
    ChainStart.Attested attested = null;
    while (rs.next()) {
      long seq = rs.getLong(1);
      if (seq != count + 1) {
        return new ChainReport(
            written(head, count),
            count + 1,
            "event " + (count + 1) + " is missing: next is " + seq);
      }
      count++;
      long plan = rs.getLong(3);
      Long number = rs.wasNull() ? null : plan;
      EventChain.Row row =
          new EventChain.Row(
              seq, rs.getLong(2), number, rs.getString(4), rs.getString(5), rs.getString(6));
      String hash = chain.hash(previous, row);
      if (!hash.equals(rs.getString(7))) {
        return new ChainReport(
            written(head, count),
            seq,
            "event " + seq + " was changed, or one before it was replaced");
      }
      previous = hash;
      attested = row.type().equals(ChainStart.ARCHIVED) ? attested(row.payload()) : attested;
    }
    if (!start.attested(attested)) {
      return new ChainReport(
          written(head, count),
          start.seq() + 1,
          "the log does not begin where it says that its archive ends");
    }
    return head == null
        ? new ChainReport(count, Math.max(1, count), HEADLESS)
        : compare(head, count, previous);
  }

  private ChainStart.Attested attested(String payload) {
    return session.json().read(payload, ChainStart.Attested.class);
  }

  private static long written(@Nullable Head head, long found) {
    return head == null ? found : head.events();
  }

  private static ChainReport compare(Head head, long count, String last) {
    if (count < head.events()) {
      return new ChainReport(
          head.events(),
          count + 1,
          "the log ends with event " + count + ", but " + head.events() + " were written");
    }
    if (count > head.events() || !last.equals(head.hash())) {
      return new ChainReport(
          count, Math.max(1, count), "the log's recorded end does not fit its last event");
    }
    return new ChainReport(count, null, "");
  }
}
