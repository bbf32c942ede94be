package nightshift.storage;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;

/** Plans: the draft as it was opened, and where it is in its life. */
final class PlanTable {

  private final Session session;
  private final PlanRows rows;

  PlanTable(Session session) {
    this.session = session;
    this.rows = new PlanRows(session.json());
  }

  Optional<Plan> plan(PlanId id) {
    return session
        .query("select * from plans where number = :number")
        .bind("number", id.number())
        .map(rows)
        .findOne();
  }

  /** The plan of this number, which must be there. */
  Plan existing(PlanId id) {
    return plan(id).orElseThrow(() -> unknown(id));
  }

  /** Refuses a number that no plan has. */
  void mustExist(PlanId id) {
    boolean there =
        session
            .query("select exists (select 1 from plans where number = :number)")
            .bind("number", id.number())
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      throw unknown(id);
    }
  }

  /** The refusal of a number that no plan has. */
  private static IllegalArgumentException unknown(PlanId id) {
    return new IllegalArgumentException("plan " + id + " is not in the ledger");
  }

  Optional<Plan> byUid(String uid) {
    return session
        .query("select * from plans where uid = :uid")
        .bind("uid", uid)
        .map(rows)
        .findOne();
  }

  Optional<Plan> live(Target target) {
    return session
        .query("select * from plans where target = :target and live = 1")
        .bind("target", target.toString())
        .map(rows)
        .findOne();
  }

  /** Writes a draft down under the next number, in DRAFTED. */
  Plan insert(Plan.Draft d, Instant at) {
    long number =
        session.query("select coalesce(max(number), 0) + 1 from plans").mapTo(Long.class).one();
    String uid = UUID.randomUUID().toString();
    PlanId parent = d.parent();
    session
        .update(
            """
            insert into plans (number, uid, alert, parent, playbook, target, risk, confidence,
              expires_after, search, body, created_at, state, live, version, moved_version,
              changed_at, note)
            values (:number, :uid, :alert, :parent, :playbook, :target, :risk, :confidence,
              :expires, :search, :body, :at, 'DRAFTED', 1, 1, 1, :at, '')\
            """)
        .bind("number", number)
        .bind("uid", uid)
        .bind("alert", d.alertId())
        .bind("parent", parent == null ? null : parent.number())
        .bind("playbook", d.playbook().name())
        .bind("target", d.target().toString())
        .bind("risk", d.risk().name())
        .bind("confidence", d.confidence())
        .bind("expires", d.approval().clock().toNanos() / 1_000)
        .bind("search", searchable(d))
        .bind("body", session.json().body(d))
        .bind("at", Micros.of(at))
        .execute();
    Instant stored = Micros.instant(Micros.of(at));
    return new Plan(
        new PlanId(number), uid, d, PlanState.DRAFTED, 1, stored, stored, null, null, null, "");
  }

  // SQLite lowers only ASCII, so the text is lowered here, once.
  private static String searchable(Plan.Draft d) {
    return String.join("\n", d.headline(), d.title(), d.target().toString(), d.playbook().name())
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Writes where {@code after} is, unless the plan moved since {@code version} was read.
   *
   * @return the plan as it is now; empty when it had moved
   */
  Optional<Plan> move(long version, Plan after) {
    Plan.Decision decision = after.decision();
    return session
        .query(
            """
            update plans set state = :state, live = :live, version = version + 1,
              moved_version = version + 1, changed_at = :changed, decision_by = :by,
              decision_where = :where, decision_at = :decided, decision_reason = :reason,
              claimed_at = :claimed, note = :note
            where number = :number and moved_version <= :version
            returning *\
            """)
        .bind("state", after.state().name())
        .bind("live", after.state().terminal() ? 0 : 1)
        .bind("changed", Micros.of(after.changedAt()))
        .bind("by", decision == null ? null : decision.by())
        .bind("where", decision == null ? null : decision.where())
        .bind("decided", decision == null ? null : Micros.of(decision.at()))
        .bind("reason", decision == null ? null : decision.reason())
        .bind("claimed", Micros.orNull(after.claimedAt()))
        .bind("note", after.note())
        .bind("number", after.id().number())
        .bind("version", version)
        .map((rs, _) -> rows.with(after.draft(), rs))
        .findOne();
  }

  /** Makes a plan newer without moving it, because its card shows something new. */
  void touch(PlanId id) {
    int rows =
        session
            .update("update plans set version = version + 1 where number = :number")
            .bind("number", id.number())
            .execute();
    if (rows == 0) {
      throw unknown(id);
    }
  }

  /** Starts the approval clock of a plan that waits for people; false when it runs or has none. */
  boolean startClock(PlanId id, Instant at) {
    return session
            .update(
                """
                update plans set expires_at = :at + expires_after, version = version + 1
                where number = :number and expires_at is null and state = :waiting\
                """)
            .bind("at", Micros.of(at))
            .bind("number", id.number())
            .bind("waiting", PlanState.AWAITING_APPROVAL.name())
            .execute()
        == 1;
  }
}
