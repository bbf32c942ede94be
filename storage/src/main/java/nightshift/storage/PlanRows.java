package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of plans as {@link Plan}s. */
final class PlanRows implements RowMapper<Plan> {

  private final Json json;

  PlanRows(Json json) {
    this.json = json;
  }

  @Override
  public Plan map(ResultSet rs, StatementContext ctx) throws SQLException {
    return with(json.read(rs.getString("body"), Plan.Draft.class), rs);
  }

  /** The row with a draft that was read already: drafts never change. */
  Plan with(Plan.Draft draft, ResultSet rs) throws SQLException {
    return new Plan(
        new PlanId(rs.getLong("number")),
        rs.getString("uid"),
        draft,
        PlanState.valueOf(rs.getString("state")),
        rs.getLong("version"),
        Micros.instant(rs.getLong("created_at")),
        Micros.instant(rs.getLong("changed_at")),
        moment(rs, "expires_at"),
        decision(rs),
        moment(rs, "claimed_at"),
        rs.getString("note"));
  }

  private static Plan.@Nullable Decision decision(ResultSet rs) throws SQLException {
    String by = rs.getString("decision_by");
    return by == null
        ? null
        : new Plan.Decision(
            by,
            rs.getString("decision_where"),
            Micros.instant(rs.getLong("decision_at")),
            rs.getString("decision_reason"));
  }

  /** A column that may be null, as a moment. */
  static @Nullable Instant moment(ResultSet rs, String column) throws SQLException {
    long micros = rs.getLong(column);
    return rs.wasNull() ? null : Micros.instant(micros);
  }
}
