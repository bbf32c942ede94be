package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.StepPermit;
import org.junit.jupiter.api.Test;

/** What every ledger must do with claims. */
interface ClaimsContract extends LedgerFixture {

  private Optional<Claim> takeOver(PlanId plan, long at, boolean dead) {
    return write(tx -> tx.takeOver(plan, "two", after(at), after(at + 60), dead));
  }

  private StepPermit begin(Claim claim, int index) {
    return write(tx -> tx.beginStep(claim, LedgerFixture.execute(claim, index), "", after(9)));
  }

  @Test
  default void a_claim_takes_an_approved_plan_into_execution() {
    Plan plan = approved("web");
    Claim claim = write(tx -> tx.claim(plan.id(), "one", after(3), after(60))).orElseThrow();
    assertThat(claim).isEqualTo(new Claim(plan.id(), "one", 1, after(60)));
    one(v -> v.claim(plan.id())).contains(claim);
    assertThat(now(plan.id()).state()).isEqualTo(PlanState.EXECUTING);
    assertThat(now(plan.id()).claimedAt()).isEqualTo(after(3));
  }

  @Test
  default void a_plan_is_claimed_once() {
    PlanId id = claimed("web").plan();
    gained(tx -> tx.claim(id, "two", after(4), after(60))).isEmpty();
    assertThat(read(v -> v.claim(id)).orElseThrow().owner()).isEqualTo("one");
  }

  @Test
  default void only_an_approved_plan_can_be_claimed() {
    PlanId asked = asked("a").id();
    PlanId rejected = rejected("b").id();
    gained(tx -> tx.claim(asked, "one", after(4), after(60))).isEmpty();
    gained(tx -> tx.claim(rejected, "one", after(4), after(60))).isEmpty();
    one(v -> v.claim(asked)).isEmpty();
    assertThat(now(asked).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
  }

  @Test
  default void a_lease_is_prolonged_while_the_claim_is_ours() {
    Claim claim = claimed("web");
    done(tx -> tx.renew(claim, after(120))).isTrue();
    assertThat(read(v -> v.claim(claim.plan())).orElseThrow().until()).isEqualTo(after(120));
    takeOver(claim.plan(), 10, true);
    done(tx -> tx.renew(claim, after(180))).isFalse();
  }

  @Test
  default void a_claim_is_taken_over_when_it_lapsed_and_not_before() {
    Claim claim = claimed("web");
    assertThat(takeOver(claim.plan(), 59, false)).isEmpty();
    Claim next = takeOver(claim.plan(), 60, false).orElseThrow();
    assertThat(next.epoch()).isEqualTo(2);
    one(v -> v.claim(claim.plan())).contains(next);
  }

  @Test
  default void a_dead_owners_claim_is_taken_over_at_once() {
    assertThat(takeOver(claimed("web").plan(), 10, true)).isPresent();
  }

  @Test
  default void a_plan_that_was_never_claimed_cannot_be_taken_over() {
    assertThat(takeOver(approved("web").id(), 99, true)).isEmpty();
  }

  @Test
  default void the_former_owner_gets_no_further_permit() {
    Claim claim = claimed("web");
    assertThat(begin(claim, 1)).isEqualTo(StepPermit.GRANTED);
    Claim next = takeOver(claim.plan(), 10, true).orElseThrow();
    assertThat(begin(claim, 2)).isEqualTo(StepPermit.CLAIM_LOST);
    assertThat(begin(next, 1)).isEqualTo(StepPermit.ALREADY_STARTED);
    assertThat(begin(next, 2)).isEqualTo(StepPermit.GRANTED);
  }

  @Test
  default void a_claim_given_back_gets_no_permit_and_can_be_taken_over_at_once() {
    Claim claim = claimed("web");
    run(tx -> tx.release(claim));
    assertThat(read(v -> v.claim(claim.plan())).orElseThrow().until()).isBefore(T0);
    assertThat(begin(claim, 1)).isEqualTo(StepPermit.CLAIM_LOST);
    done(tx -> tx.renew(claim, after(99))).isFalse();
    assertThat(takeOver(claim.plan(), 10, false).orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  default void who_lost_a_claim_cannot_give_it_back() {
    Claim claim = claimed("web");
    Claim next = takeOver(claim.plan(), 10, true).orElseThrow();
    run(tx -> tx.release(claim));
    one(v -> v.claim(claim.plan())).contains(next);
  }
}
