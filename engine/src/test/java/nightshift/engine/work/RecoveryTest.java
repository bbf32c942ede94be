package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.plan.StepRun;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a new process makes of a plan that another left behind. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RecoveryTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  /** A plan that another process has claimed. Pausing keeps this engine from taking it first. */
  private Claim claimed(String... kinds) {
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.ON_WORSE, kinds)).open();
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.engine.inbox().pause(House.voter("alice"), "", null);
    house.approve(plan, "alice");
    house.engine.close();
    Instant now = house.clock.instant();
    Claim claim =
        house
            .ledger
            .write(tx -> tx.claim(plan.id(), "other-process", now, now.plusSeconds(60)))
            .orElseThrow();
    house.ledger.write(tx -> tx.resume("alice", now));
    return claim;
  }

  private StepPermit begin(Claim claim, int index) {
    StepKey key = new StepKey(claim.plan(), StepKey.Phase.EXECUTE, index);
    return house.ledger.write(tx -> tx.beginStep(claim, key, "off", house.clock.instant()));
  }

  private void end(Claim claim, int index, StepRun.Status status) {
    StepKey key = new StepKey(claim.plan(), StepKey.Phase.EXECUTE, index);
    house.ledger.write(tx -> {
      tx.endStep(claim, key, status, ActionResult.done("switched"), house.clock.instant());
      return true;
    });
  }

  @Test
  void a_step_that_was_started_and_not_noted_is_never_started_again() {
    Claim claim = claimed("lamp.on");
    assertThat(begin(claim, 1)).isEqualTo(StepPermit.GRANTED);
    house.open();
    Plan plan = house.await(claim.plan(), PlanState.IN_DOUBT);
    assertThat(plan.note()).contains("switch on the lamp hall");
    assertThat(house.lamp.touched).hasValue(0);
    Await.until(
        Duration.ofSeconds(30),
        () ->
            house.room.replies().stream()
                .anyMatch(r -> r.body().contains("It does not look good")));
  }

  @Test
  void a_plan_that_was_left_between_two_steps_goes_on_with_the_second() {
    Claim claim = claimed("lamp.on", "lamp.flash");
    begin(claim, 1);
    end(claim, 1, StepRun.Status.DONE);
    house.open();
    house.await(claim.plan(), PlanState.RESOLVED);
    assertThat(house.lamp.deeds).containsExactly("lamp.flash " + claim.plan().number() + "-2");
  }

  @Test
  void a_plan_that_was_left_after_a_failed_step_is_not_called_a_success() {
    Claim claim = claimed("lamp.flash", "lamp.on");
    begin(claim, 1);
    end(claim, 1, StepRun.Status.FAILED);
    house.open();
    house.await(claim.plan(), PlanState.FAILED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_plan_that_was_left_while_it_was_verified_is_verified_again() {
    Claim claim = claimed("lamp.on");
    begin(claim, 1);
    house.lamp.on = true;
    end(claim, 1, StepRun.Status.DONE);
    Plan plan = house.plan(claim.plan());
    house.ledger.write(
        tx -> tx.apply(plan, new PlanEvent.StepsDone(house.clock.instant(), ""), "other"));
    house.open();
    house.await(claim.plan(), PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void the_former_owner_gets_no_permit_once_the_plan_was_taken_over() {
    Claim claim = claimed("lamp.on", "lamp.flash");
    Instant now = house.clock.instant();
    house.ledger.write(tx -> tx.takeOver(claim.plan(), "us", now, now.plusSeconds(60), true));
    assertThat(begin(claim, 1)).isEqualTo(StepPermit.CLAIM_LOST);
    house.open();
  }

  @Test
  void nobody_takes_a_plan_over_whose_owner_may_still_live() {
    Claim claim = claimed("lamp.on");
    Instant now = house.clock.instant();
    java.util.Optional<Claim> taken =
        house.ledger.write(tx -> tx.takeOver(claim.plan(), "us", now, now.plusSeconds(60), false));
    assertThat(taken).isEmpty();
    house.open();
  }
}
