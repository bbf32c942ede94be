package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import org.jdbi.v3.core.statement.StatementContext;

/** How much playbooks may do by themselves, and which reports were shown. */
final class StandingTable {

  private final Session session;

  StandingTable(Session session) {
    this.session = session;
  }

  Optional<Standing> of(String playbook) {
    return session
        .query("select * from standings where playbook = :playbook")
        .bind("playbook", playbook)
        .map(StandingTable::row)
        .findOne();
  }

  List<Standing> all() {
    return session
        .query("select * from standings order by playbook limit :most")
        .bind("most", SqlView.MOST)
        .map(StandingTable::row)
        .list();
  }

  boolean reported(String key, String platform) {
    return session
        .query("select exists (select 1 from reports where key = :key and platform = :platform)")
        .bind("key", key)
        .bind("platform", platform)
        .mapTo(Boolean.class)
        .one();
  }

  void report(String key, String platform, long at) {
    session
        .update(
            """
            insert into reports (key, platform, at) values (:key, :platform, :at)
            on conflict do nothing\
            """)
        .bind("key", key)
        .bind("platform", platform)
        .bind("at", at)
        .execute();
  }

  private static Standing row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new Standing(
        new PlaybookRef(rs.getString("playbook"), rs.getString("hash")),
        Autonomy.valueOf(rs.getString("rung")),
        Risk.valueOf(rs.getString("reach")),
        Autonomy.valueOf(rs.getString("start")),
        Autonomy.valueOf(rs.getString("ceiling")),
        Micros.instant(rs.getLong("since")),
        rs.getString("why"),
        PlanRows.moment(rs, "held_since"),
        Risk.valueOf(rs.getString("held_for")));
  }

  void put(Standing s) {
    session
        .update(
            """
            insert into standings (playbook, hash, rung, reach, start, ceiling, since, why,
              held_since, held_for)
            values (:playbook, :hash, :rung, :reach, :start, :ceiling, :since, :why,
              :held_since, :held_for)
            on conflict (playbook) do update set hash = excluded.hash, rung = excluded.rung,
              reach = excluded.reach, start = excluded.start, ceiling = excluded.ceiling,
              since = excluded.since, why = excluded.why, held_since = excluded.held_since,
              held_for = excluded.held_for\
            """)
        .bind("playbook", s.playbook().name())
        .bind("hash", s.playbook().hash())
        .bind("rung", s.rung().name())
        .bind("reach", s.reach().name())
        .bind("start", s.start().name())
        .bind("ceiling", s.ceiling().name())
        .bind("since", Micros.of(s.since()))
        .bind("why", s.why())
        .bind("held_since", Micros.orNull(s.heldSince()))
        .bind("held_for", s.heldFor().name())
        .execute();
  }
}
