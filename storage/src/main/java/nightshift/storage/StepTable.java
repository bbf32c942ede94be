package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import nightshift.engine.action.ActionResult;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepRun;
import org.jdbi.v3.core.statement.StatementContext;

/** Steps that were started: the permits, and how each ended. */
final class StepTable {

  private final Session session;

  StepTable(Session session) {
    this.session = session;
  }

  List<StepRun> steps(PlanId plan) {
    return session
        .query("select * from steps where plan = :plan order by position limit :most")
        .bind("plan", plan.number())
        .bind("most", SqlView.MOST)
        .map(this::run)
        .list();
  }

  private StepRun run(ResultSet rs, StatementContext ctx) throws SQLException {
    String result = rs.getString("result");
    return new StepRun(
        new StepKey(
            new PlanId(rs.getLong("plan")),
            StepKey.Phase.valueOf(rs.getString("phase")),
            rs.getInt("idx")),
        Micros.instant(rs.getLong("started_at")),
        PlanRows.moment(rs, "ended_at"),
        StepRun.Status.valueOf(rs.getString("status")),
        result == null ? null : session.json().read(result, ActionResult.class),
        rs.getString("captured"));
  }

  /** Inserts the permit; false when it was granted before, ever. */
  boolean begin(StepKey key, String captured, Instant at) {
    return session
            .update(
                """
                insert into steps (plan, phase, idx, position, started_at, status, captured)
                values (:plan, :phase, :idx, (select count(*) from steps where plan = :plan),
                  :at, 'RUNNING', :captured)
                on conflict do nothing\
                """)
            .bind("plan", key.plan().number())
            .bind("phase", key.phase().name())
            .bind("idx", key.index())
            .bind("at", Micros.of(at))
            .bind("captured", captured)
            .execute()
        == 1;
  }

  /** Whether this step was ever started. */
  boolean started(StepKey key) {
    return session
        .query(
            """
            select exists (select 1 from steps
              where plan = :plan and phase = :phase and idx = :idx)\
            """)
        .bind("plan", key.plan().number())
        .bind("phase", key.phase().name())
        .bind("idx", key.index())
        .mapTo(Boolean.class)
        .one();
  }

  /** Notes how a step ended, unless that is known; false when it is. */
  boolean end(StepKey key, StepRun.Status status, ActionResult result, Instant at) {
    return session
            .update(
                """
                update steps set ended_at = :at, status = :status, result = :result
                where plan = :plan and phase = :phase and idx = :idx
                  and status in ('RUNNING', 'UNKNOWN')\
                """)
            .bind("at", Micros.of(at))
            .bind("status", status.name())
            .bind("result", session.json().body(result))
            .bind("plan", key.plan().number())
            .bind("phase", key.phase().name())
            .bind("idx", key.index())
            .execute()
        == 1;
  }
}
