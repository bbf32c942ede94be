package nightshift.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.port.LedgerView.AlertLife;
import nightshift.engine.port.LedgerView.Unanswered;

/** Alerts: each firing once, open until it is resolved or replaced. */
final class AlertTable {

  private final Session session;

  AlertTable(Session session) {
    this.session = session;
  }

  Optional<Alert> alert(String id) {
    return session
        .query("select body from alerts where id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .map(this::read);
  }

  private Alert read(String body) {
    return session.json().read(body, Alert.class);
  }

  List<Alert> unplanned(int limit) {
    return session
        .query(
            """
            select body from alerts
            where ended_at is null and planned_at is null and not_before <= :now
            order by seq limit :limit\
            """)
        .bind("now", Micros.of(session.now()))
        .bind("limit", limit)
        .mapTo(String.class)
        .map(this::read)
        .list();
  }

  long firings(String source, String fingerprint, Instant since) {
    return session
        .query(
            """
            select count(*) from alerts
            where source = :source and fingerprint = :fingerprint and received_at >= :since\
            """)
        .bind("source", source)
        .bind("fingerprint", fingerprint)
        .bind("since", Micros.of(since))
        .mapTo(Long.class)
        .one();
  }

  boolean firing(String id) {
    return session
        .query("select exists (select 1 from alerts where id = :id and ended_at is null)")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  List<Unanswered> unanswered(Collection<String> outcomes, int limit) {
    return session
        .query(
            """
            select body, outcome, planned_at from alerts
            where ended_at is null and planned_at is not null
              and outcome in (select value from json_each(:outcomes))
            order by planned_at desc, seq desc limit :limit\
            """)
        .bind("outcomes", session.json().array(outcomes))
        .bind("limit", limit)
        .map((rs, _) ->
            new Unanswered(read(rs.getString(1)), rs.getString(2), Micros.instant(rs.getLong(3))))
        .list();
  }

  /** Makes dismissed firings unplanned again, and counts them. */
  int reconsider(Collection<String> outcomes) {
    return session
        .update(
            """
            update alerts set planned_at = null, outcome = '', not_before = 0, waits_for = ''
            where ended_at is null and planned_at is not null
              and outcome in (select value from json_each(:outcomes))\
            """)
        .bind("outcomes", session.json().array(outcomes))
        .execute();
  }

  /** Counts a repeat of a firing that is known; false when it is not. */
  boolean repeated(Alert a) {
    return session
            .update(
                """
                update alerts set repeats = repeats + 1, repeated_at = :received
                where source = :source and fingerprint = :fingerprint
                  and (starts_at = :starts
                    or (ended_at is null and (planned_at is null or exists (
                      select 1 from plans where plans.alert = alerts.id and live = 1))))\
                """)
            .bind("received", Micros.of(a.receivedAt()))
            .bind("source", a.source())
            .bind("fingerprint", a.fingerprint())
            .bind("starts", Micros.of(a.startsAt()))
            .execute()
        > 0;
  }

  void insert(Alert a) {
    session
        .update(
            """
            insert into alerts (id, source, fingerprint, starts_at, body, received_at)
            values (:id, :source, :fingerprint, :starts, :body, :received)\
            """)
        .bind("id", a.id())
        .bind("source", a.source())
        .bind("fingerprint", a.fingerprint())
        .bind("starts", Micros.of(a.startsAt()))
        .bind("body", session.json().body(a))
        .bind("received", Micros.of(a.receivedAt()))
        .execute();
  }

  Optional<AlertLife> life(String id) {
    return session
        .query("select received_at, repeated_at, ended_at, cleared from alerts where id = :id")
        .bind("id", id)
        .map((rs, _) -> {
          Instant repeated = PlanRows.moment(rs, "repeated_at");
          return new AlertLife(
              repeated == null ? Micros.instant(rs.getLong("received_at")) : repeated,
              PlanRows.moment(rs, "ended_at"),
              rs.getInt("cleared") == 1);
        })
        .findOne();
  }

  /**
   * Closes every open firing of a problem, and returns them.
   *
   * @param cleared whether that is its source's word
   */
  List<Alert> close(String source, String fingerprint, Instant at, boolean cleared) {
    List<String> open =
        session
            .query(
                """
                select body from alerts
                where source = :source and fingerprint = :fingerprint and ended_at is null
                order by seq\
                """)
            .bind("source", source)
            .bind("fingerprint", fingerprint)
            .mapTo(String.class)
            .list();
    if (!open.isEmpty()) {
      session
          .update(
              """
              update alerts set ended_at = :at, cleared = :cleared
              where source = :source and fingerprint = :fingerprint and ended_at is null\
              """)
          .bind("cleared", cleared ? 1 : 0)
          .bind("at", Micros.of(at))
          .bind("source", source)
          .bind("fingerprint", fingerprint)
          .execute();
    }
    return open.stream().map(this::read).toList();
  }

  void planned(String id, String outcome, Instant at) {
    known(
        id,
        session
            .update("update alerts set planned_at = :at, outcome = :outcome where id = :id")
            .bind("at", Micros.of(at))
            .bind("outcome", outcome)
            .bind("id", id)
            .execute());
  }

  void defer(String id, Instant until, String why) {
    known(
        id,
        session
            .update("update alerts set not_before = :until, waits_for = :why where id = :id")
            .bind("until", Micros.of(until))
            .bind("why", why)
            .bind("id", id)
            .execute());
  }

  private static void known(String id, int rows) {
    if (rows == 0) {
      throw new IllegalArgumentException("alert " + id + " is not in the ledger");
    }
  }
}
