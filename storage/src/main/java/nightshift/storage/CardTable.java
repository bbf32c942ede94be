package nightshift.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.CardDebt;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Cards: where each is, which version it shows, and which it should. */
final class CardTable {

  private final Session session;
  private final PlanRows plans;

  CardTable(Session session) {
    this.session = session;
    this.plans = new PlanRows(session.json());
  }

  List<CardDebt> stale(String platform, Instant now, int limit) {
    return session
        .query(
            """
            select plans.*, cards.platform, cards.ref, cards.attempts
            from cards join plans on plans.number = cards.plan
            where cards.platform = :platform and shown < wanted and not_before <= :now
            order by cards.plan limit :limit\
            """)
        .bind("platform", platform)
        .bind("now", Micros.of(now))
        .bind("limit", limit)
        .map(this::debt)
        .list();
  }

  private CardDebt debt(ResultSet rs, StatementContext ctx) throws SQLException {
    return new CardDebt(plans.map(rs, ctx), ref(rs), rs.getInt("attempts"));
  }

  private static @Nullable CardRef ref(ResultSet rs) throws SQLException {
    String ref = rs.getString("ref");
    return ref == null ? null : new CardRef(rs.getString("platform"), ref);
  }

  List<CardRef> of(PlanId plan) {
    return session
        .query(
            """
            select platform, ref from cards where plan = :plan and ref is not null
            order by platform limit :most\
            """)
        .bind("plan", plan.number())
        .bind("most", SqlView.MOST)
        .map((rs, _) -> new CardRef(rs.getString(1), rs.getString(2)))
        .list();
  }

  Optional<PlanId> at(CardRef where) {
    return session
        .query("select plan from cards where platform = :platform and ref = :ref limit 1")
        .bind("platform", where.platform())
        .bind("ref", where.ref())
        .map((rs, _) -> new PlanId(rs.getLong(1)))
        .findOne();
  }

  /** Registers a platform, and owes it the cards of every live plan; nothing when it is known. */
  void register(String platform, Instant at) {
    int added =
        session
            .update(
                """
                insert into platforms (name, registered_at) values (:name, :at)
                on conflict do nothing\
                """)
            .bind("name", platform)
            .bind("at", Micros.of(at))
            .execute();
    if (added == 1) {
      session
          .update(
              """
              insert into cards (plan, platform, wanted)
              select number, :name, version from plans where live = 1\
              """)
          .bind("name", platform)
          .execute();
    }
  }

  /** Owes the card of a new plan to every platform. */
  void owe(PlanId plan) {
    session
        .update(
            """
            insert into cards (plan, platform, wanted)
            select :plan, name, (select version from plans where number = :plan) from platforms\
            """)
        .bind("plan", plan.number())
        .execute();
  }

  /** Makes the cards of a plan stale, since its version grew. */
  void stale(PlanId plan) {
    session
        .update(
            """
            update cards set wanted = (select version from plans where number = :plan)
            where plan = :plan\
            """)
        .bind("plan", plan.number())
        .execute();
  }

  void shown(PlanId plan, CardRef where, long version) {
    session
        .update(
            """
            insert into cards (plan, platform, ref, shown, wanted)
            values (:plan, :platform, :ref, :shown,
              (select version from plans where number = :plan))
            on conflict (plan, platform) do update set ref = excluded.ref, shown = excluded.shown,
              attempts = 0, not_before = 0, why = ''\
            """)
        .bind("plan", plan.number())
        .bind("platform", where.platform())
        .bind("ref", where.ref())
        .bind("shown", version)
        .execute();
  }

  void postpone(PlanId plan, String platform, Instant until, String why) {
    session
        .update(
            """
            update cards set attempts = attempts + 1, not_before = :until, why = :why
            where plan = :plan and platform = :platform\
            """)
        .bind("until", Micros.of(until))
        .bind("why", why)
        .bind("plan", plan.number())
        .bind("platform", platform)
        .execute();
  }

  /** Forgets where the card and the replies under it are. */
  void forget(PlanId plan, String platform) {
    session
        .update(
            """
            update cards set ref = null, shown = 0, attempts = 0, not_before = 0, why = ''
            where plan = :plan and platform = :platform\
            """)
        .bind("plan", plan.number())
        .bind("platform", platform)
        .execute();
    session
        .update("update errands set ref = null where plan = :plan and platform = :platform")
        .bind("plan", plan.number())
        .bind("platform", platform)
        .execute();
  }
}
