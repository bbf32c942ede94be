package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Unasked;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.LedgerView.StatRow;
import org.jdbi.v3.core.statement.Query;

/** Lists and counts of plans. */
final class PlanQueries {

  private final Session session;
  private final PlanRows rows;

  PlanQueries(Session session) {
    this.session = session;
    this.rows = new PlanRows(session.json());
  }

  List<Plan> plans(PlanQuery q) {
    String sql =
        "select * from plans"
            + where(q)
            + (q.oldestFirst() ? " order by number" : " order by number desc")
            + " limit :limit offset :offset";
    return bound(session.query(sql), q)
        .bind("limit", SqlView.bounded(q.limit()))
        .bind("offset", Math.max(0, q.offset()))
        .map(rows)
        .list();
  }

  long count(PlanQuery q) {
    return bound(session.query("select count(*) from plans" + where(q)), q).mapTo(Long.class).one();
  }

  private static String where(PlanQuery q) {
    List<String> parts = new ArrayList<>();
    if (!q.states().isEmpty()) {
      // Names of our own enum, nobody's input.
      List<String> names = q.states().stream().map(s -> "'" + s.name() + "'").toList();
      parts.add("state in (" + String.join(", ", names) + ")");
    }
    if (q.playbook() != null) {
      parts.add("playbook = :playbook");
    }
    if (q.target() != null) {
      parts.add("target = :target");
    }
    if (q.since() != null) {
      parts.add("created_at >= :since");
    }
    if (q.text() != null) {
      parts.add("instr(search, :text) > 0");
    }
    return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
  }

  private static Query bound(Query sql, PlanQuery q) {
    if (q.playbook() != null) {
      sql.bind("playbook", q.playbook());
    }
    if (q.target() != null) {
      sql.bind("target", q.target());
    }
    if (q.since() != null) {
      sql.bind("since", Micros.of(q.since()));
    }
    if (q.text() != null) {
      sql.bind("text", q.text().toLowerCase(Locale.ROOT));
    }
    return sql;
  }

  List<Plan> children(PlanId parent) {
    return session
        .query("select * from plans where parent = :parent order by number limit :most")
        .bind("parent", parent.number())
        .bind("most", SqlView.MOST)
        .map(rows)
        .list();
  }

  List<Plan> ofAlert(String alert) {
    return session
        .query("select * from plans where alert = :alert order by number limit :most")
        .bind("alert", alert)
        .bind("most", SqlView.MOST)
        .map(rows)
        .list();
  }

  List<Plan> claimedSince(String playbook, Target target, Instant since) {
    return session
        .query(
            """
            select * from plans
            where target = :target and playbook = :playbook and claimed_at >= :since
            order by claimed_at desc, number desc limit :most\
            """)
        .bind("target", target.toString())
        .bind("playbook", playbook)
        .bind("since", Micros.of(since))
        .bind("most", SqlView.MOST)
        .map(rows)
        .list();
  }

  List<Unasked> unasked(Instant since) {
    return session
        .query(
            """
            select number, playbook, target, decision_at from plans
            where decision_by = 'nightshift' and decision_at >= :since
              and (live = 1 or claimed_at is not null)
            order by decision_at desc, number desc limit :most\
            """)
        .bind("since", Micros.of(since))
        .bind("most", SqlView.MOST)
        .map((rs, _) ->
            new Unasked(
                new PlanId(rs.getLong(1)),
                rs.getString(2),
                Target.parse(rs.getString(3)),
                Micros.instant(rs.getLong(4))))
        .list();
  }

  List<StatRow> stats(Instant since) {
    return session
        .query(
            """
            select state, risk, count(*), avg(confidence) from plans
            where created_at >= :since group by state, risk\
            """)
        .bind("since", Micros.of(since))
        .map((rs, _) ->
            new StatRow(
                PlanState.valueOf(rs.getString(1)),
                Risk.valueOf(rs.getString(2)),
                rs.getLong(3),
                rs.getDouble(4)))
        .stream()
        .sorted(java.util.Comparator.comparing(StatRow::state).thenComparing(StatRow::risk))
        .toList();
  }

  List<PlanFacts> facts(Instant since, int limit) {
    return session
        .query(
            """
            select p.number, p.playbook, p.target, p.state, p.created_at, p.decision_at,
              p.decision_by, p.decision_reason, p.claimed_at, p.changed_at, o.outcome
            from plans p left join outcomes o on o.plan = p.number
            where p.created_at >= :since and p.alert is not null
            order by p.number desc limit :limit\
            """)
        .bind("since", Micros.of(since))
        .bind("limit", limit)
        .map((rs, _) -> facts(rs))
        .list();
  }

  private static PlanFacts facts(ResultSet rs) throws SQLException {
    String reason = rs.getString("decision_reason");
    String outcome = rs.getString("outcome");
    return new PlanFacts(
        new PlanId(rs.getLong("number")),
        rs.getString("playbook"),
        rs.getString("target"),
        PlanState.valueOf(rs.getString("state")),
        Micros.instant(rs.getLong("created_at")),
        PlanRows.moment(rs, "decision_at"),
        "nightshift".equals(rs.getString("decision_by")),
        reason == null ? "" : reason,
        PlanRows.moment(rs, "claimed_at"),
        Micros.instant(rs.getLong("changed_at")),
        outcome == null ? null : Outcome.valueOf(outcome));
  }

  Map<String, List<String>> known() {
    return Map.of(
        "playbooks", names("select distinct playbook from plans order by 1 limit :most"),
        "targets", names("select distinct target from plans order by 1 limit :most"));
  }

  private List<String> names(String sql) {
    return session.query(sql).bind("most", SqlView.MOST).mapTo(String.class).list();
  }
}
