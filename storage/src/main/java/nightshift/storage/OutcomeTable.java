package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.Wait;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What came of plans, and which of it is still watched. */
final class OutcomeTable {

  private static final String SELECT =
      "select o.*, p.target, p.risk from outcomes o join plans p on p.number = o.plan ";

  private static final String ALL = " plans where alert is not null and created_at >= :since";

  // A plan is drawn up inside the one writer's transaction, so this may not grow with the history:
  // an alert has few plans, and the index has them in this order.
  private static final String LATEST =
      """
       (select alert, number, created_at from plans
        where playbook = :playbook and alert is not null and created_at >= :since
        order by number desc limit 4 * :limit)\
      """;

  private final Session session;

  OutcomeTable(Session session) {
    this.session = session;
  }

  Optional<Observation> of(PlanId plan) {
    return session
        .query(SELECT + "where o.plan = :plan")
        .bind("plan", plan.number())
        .map(OutcomeTable::row)
        .findOne();
  }

  List<Observation> of(PlaybookRef playbook, int limit) {
    return session
        .query(
            SELECT + "where o.playbook = :name and o.hash = :hash order by o.id desc limit :limit")
        .bind("name", playbook.name())
        .bind("hash", playbook.hash())
        .bind("limit", limit)
        .map(OutcomeTable::row)
        .list()
        .reversed();
  }

  List<Observation> watched(String source, String fingerprint) {
    return session
        .query(
            SELECT
                + """
                join alerts a on a.id = p.alert
                where o.watch_until is not null and a.source = :source
                  and a.fingerprint = :fingerprint order by o.id limit :most\
                """)
        .bind("source", source)
        .bind("fingerprint", fingerprint)
        .bind("most", SqlView.MOST)
        .map(OutcomeTable::row)
        .list();
  }

  List<Observation> watched(String playbook, Target target) {
    return session
        .query(
            SELECT
                + """
                where o.watch_until is not null and p.target = :target
                  and o.playbook = :playbook order by o.id limit :most\
                """)
        .bind("playbook", playbook)
        .bind("target", target.toString())
        .bind("most", SqlView.MOST)
        .map(OutcomeTable::row)
        .list();
  }

  List<Observation> watchesOver(Instant now, int limit) {
    return session
        .query(SELECT + "where o.watch_until <= :now order by o.watch_until, o.id limit :limit")
        .bind("now", Micros.of(now))
        .bind("limit", limit)
        .map(OutcomeTable::row)
        .list();
  }

  List<Wait> waits(@Nullable String playbook, Instant since, int limit) {
    Query query =
        session.query(
            """
            with mine as (
              select alert, min(number) as first, min(created_at) as start
              from\
            """
                + (playbook == null ? ALL : LATEST)
                + """
                 group by alert order by first desc limit :limit)
                select mine.start, a.ended_at, a.cleared,
                  (select min(claimed_at) from plans p where p.alert = mine.alert) as claimed
                from mine join alerts a on a.id = mine.alert
                where exists (select 1 from alerts b where b.source = a.source and b.cleared = 1)
                order by mine.first desc\
                """);
    if (playbook != null) {
      query.bind("playbook", playbook);
    }
    Instant now = session.now();
    return query
        .bind("since", Micros.of(since))
        .bind("limit", limit)
        .map((rs, _) ->
            Wait.of(
                Micros.instant(rs.getLong("start")),
                PlanRows.moment(rs, "claimed"),
                PlanRows.moment(rs, "ended_at"),
                rs.getInt("cleared") == 1,
                now))
        .list();
  }

  private static Observation row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new Observation(
        new PlanId(rs.getLong("plan")),
        new PlaybookRef(rs.getString("playbook"), rs.getString("hash")),
        rs.getString("action"),
        rs.getString("class"),
        rs.getString("target"),
        Risk.valueOf(rs.getString("risk")),
        new Lesson(
            Outcome.valueOf(rs.getString("outcome")),
            rs.getString("note"),
            PlanRows.moment(rs, "watch_until"),
            Micros.instant(rs.getLong("at"))));
  }

  void learn(Observation seen) {
    Lesson lesson = seen.lesson();
    long plan = seen.plan().number();
    // Deleted and written anew, so that the last word also counts as the last in the row.
    session.update("delete from outcomes where plan = :plan").bind("plan", plan).execute();
    session
        .update(
            """
            insert into outcomes (plan, playbook, hash, outcome, at, action, class, note,
              watch_until)
            values (:plan, :name, :hash, :outcome, :at, :action, :class, :note, :until)\
            """)
        .bind("plan", plan)
        .bind("name", seen.playbook().name())
        .bind("hash", seen.playbook().hash())
        .bind("outcome", lesson.outcome().name())
        .bind("at", Micros.of(lesson.at()))
        .bind("action", seen.action())
        .bind("class", seen.targetClass())
        .bind("note", lesson.note())
        .bind("until", Micros.orNull(lesson.watchUntil()))
        .execute();
  }

  /** Ends a watch; false when there was none. */
  boolean confirm(PlanId plan) {
    return session
            .update(
                """
                update outcomes set watch_until = null
                where plan = :plan and watch_until is not null\
                """)
            .bind("plan", plan.number())
            .execute()
        > 0;
  }
}
