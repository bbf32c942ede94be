package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is not as it was when people approved it is cancelled, and shows the difference. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChangedSinceTest extends GuardedHouse {

  @Test
  void a_world_that_drifted_cancels_and_shows_what_was_approved_and_what_is_now() {
    open(lamp(Autonomy.ASK));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.lamp.identity = "lamp-2";
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.CANCELLED);
    Await.until(
        PATIENCE,
        () ->
            said(
                "What changed since it was approved",
                "  switch on the lamp hall\n  - lamp-1\n  + lamp-2"));
    assertThat(house.lamp.touched).hasValue(0);
  }

  private static Playbook conditional(AtomicBoolean fact) {
    Condition when =
        new Condition() {
          @Override
          public boolean holds(Facts facts) {
            return fact.get();
          }
        };
    return Changed.from(lamp(Autonomy.ASK))
        .steps(new StepTemplate("lamp.on", f -> Map.of(), Optional.of(when), false))
        .done();
  }

  @Test
  void when_the_facts_changed_that_chose_a_step_it_is_not_run() {
    AtomicBoolean fact = new AtomicBoolean(true);
    open(conditional(fact));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    fact.set(false);
    house.approve(plan, "alice");
    Plan gone = house.await(plan.id(), PlanState.CANCELLED);
    assertThat(gone.note()).contains("the facts that it was made from changed");
    Await.until(
        PATIENCE, () -> said("What changed since it was approved", "- switch on the lamp hall"));
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void another_look_that_leads_to_the_same_steps_keeps_the_approval() {
    open(conditional(new AtomicBoolean(true)));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(1);
  }
}
