package nightshift.storage;

import java.time.Instant;
import java.util.Optional;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.PlanId;

/** Claims: who may execute a plan, and how often that changed hands. */
final class ClaimTable {

  private final Session session;

  ClaimTable(Session session) {
    this.session = session;
  }

  Optional<Claim> claim(PlanId plan) {
    return session
        .query("select owner, epoch, until from claims where plan = :plan")
        .bind("plan", plan.number())
        .map((rs, _) ->
            new Claim(plan, rs.getString(1), rs.getLong(2), Micros.instant(rs.getLong(3))))
        .findOne();
  }

  void insert(Claim claim) {
    session
        .update(
            "insert into claims (plan, owner, epoch, until) values (:plan, :owner, :epoch, :until)")
        .bind("plan", claim.plan().number())
        .bind("owner", claim.owner())
        .bind("epoch", claim.epoch())
        .bind("until", Micros.of(claim.until()))
        .execute();
  }

  /** Whether this claim is in force: not taken over, not given back. */
  boolean holds(Claim claim) {
    return claim(claim.plan())
        .filter(now -> now.owner().equals(claim.owner()) && now.epoch() == claim.epoch())
        .filter(now -> !now.until().equals(Instant.EPOCH))
        .isPresent();
  }

  /** Sets the lease of a claim that is in force; false when it is not. */
  boolean extend(Claim claim, Instant until) {
    return session
            .update(
                """
                update claims set until = :until
                where plan = :plan and owner = :owner and epoch = :epoch and until <> 0\
                """)
            .bind("until", Micros.of(until))
            .bind("plan", claim.plan().number())
            .bind("owner", claim.owner())
            .bind("epoch", claim.epoch())
            .execute()
        == 1;
  }

  /** Gives the claim to somebody else, under the next epoch. */
  void replace(Claim next) {
    session
        .update(
            """
            update claims set owner = :owner, epoch = :epoch, until = :until
            where plan = :plan and epoch = :epoch - 1\
            """)
        .bind("owner", next.owner())
        .bind("epoch", next.epoch())
        .bind("until", Micros.of(next.until()))
        .bind("plan", next.plan().number())
        .execute();
  }
}
