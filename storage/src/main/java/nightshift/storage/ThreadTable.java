package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.Errand;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.jdbi.v3.core.statement.StatementContext;

/** Threads: what is said under each card, and to which platforms it is still owed. */
final class ThreadTable {

  private final Session session;

  ThreadTable(Session session) {
    this.session = session;
  }

  List<ThreadEntry> thread(PlanId plan) {
    return session
        .query("select key, reply, at from thread where plan = :plan order by position limit :most")
        .bind("plan", plan.number())
        .bind("most", SqlView.MOST)
        .map((rs, _) ->
            new ThreadEntry(plan, rs.getString(1), reply(rs), Micros.instant(rs.getLong("at"))))
        .list();
  }

  private Reply reply(ResultSet rs) throws SQLException {
    return session.json().read(rs.getString("reply"), Reply.class);
  }

  List<Errand> due(String platform, Instant now, int limit) {
    return session
        .query(
            """
            select e.*, c.ref as card, t.reply, t.version
            from errands e
            join cards c on c.plan = e.plan and c.platform = e.platform and c.ref is not null
            join thread t on t.plan = e.plan and t.key = e.key
            where e.platform = :platform and e.delivered < e.wanted and e.not_before <= :now
              and not exists (select 1 from errands f
                where f.platform = e.platform and f.plan = e.plan and f.delivered < f.wanted
                  and f.position < e.position)
            order by e.id limit :limit\
            """)
        .bind("platform", platform)
        .bind("now", Micros.of(now))
        .bind("limit", limit)
        .map(this::errand)
        .list();
  }

  private Errand errand(ResultSet rs, StatementContext ctx) throws SQLException {
    String platform = rs.getString("platform");
    return new Errand(
        rs.getLong("id"),
        platform,
        new PlanId(rs.getLong("plan")),
        new CardRef(platform, rs.getString("card")),
        rs.getString("key"),
        rs.getLong("version"),
        reply(rs),
        rs.getString("ref"),
        rs.getInt("attempts"));
  }

  void say(PlanId plan, String key, Reply reply, Instant at) {
    session
        .update(
            """
            insert into thread (plan, key, position, version, reply, at)
            values (:plan, :key, (select count(*) from thread where plan = :plan), 1, :reply, :at)
            on conflict (plan, key) do update set
              version = version + 1, reply = excluded.reply, at = excluded.at\
            """)
        .bind("plan", plan.number())
        .bind("key", key)
        .bind("reply", session.json().body(reply))
        .bind("at", Micros.of(at))
        .execute();
    session
        .update(
            """
            insert into errands (platform, plan, key, position, wanted)
            select c.platform, t.plan, t.key, t.position, t.version
            from thread t join cards c on c.plan = t.plan
            where t.plan = :plan and t.key = :key
            on conflict (platform, plan, key) do update set wanted = excluded.wanted\
            """)
        .bind("plan", plan.number())
        .bind("key", key)
        .execute();
  }

  void delivered(Errand errand, String ref) {
    session
        .update(
            """
            update errands set delivered = :version, ref = :ref, attempts = 0, not_before = 0,
              why = ''
            where id = :id\
            """)
        .bind("version", errand.version())
        .bind("ref", ref)
        .bind("id", errand.id())
        .execute();
  }

  void postpone(Errand errand, Instant until, String why) {
    session
        .update(
            """
            update errands set attempts = attempts + 1, not_before = :until, why = :why
            where id = :id\
            """)
        .bind("until", Micros.of(until))
        .bind("why", why)
        .bind("id", errand.id())
        .execute();
  }
}
