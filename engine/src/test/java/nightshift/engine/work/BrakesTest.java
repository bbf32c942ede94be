package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatInbox.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds automatic work back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BrakesTest {

  private final House house = new House();

  private void open(Autonomy autonomy, String... kinds) {
    house.with(House.playbook("lamp", autonomy, Rollback.ON_WORSE, kinds)).open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Plan asked() {
    house.dark("hall");
    return house.await(PlanState.AWAITING_APPROVAL);
  }

  @Test
  void one_alert_repeated_a_hundred_times_is_one_plan() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    var alert = house.ledger.read(v -> v.alert(plan.draft().alertId())).orElseThrow();
    for (int i = 0; i < 100; i++) {
      house.engine.alerts().accept(new Signal.Firing(alert));
      house.dark("hall");
    }
    assertThat(house.plans()).hasSize(1);
  }

  @Test
  void a_cooldown_holds_the_next_plan_back() {
    open(Autonomy.AUTO, "lamp.on");
    house.dark("hall");
    Plan first = house.await(PlanState.RESOLVED);
    house.lamp.on = false;
    house.dark("hall");
    Await.until(Duration.ofSeconds(30), () -> house.ledger.read(v -> v.unplanned(10)).isEmpty());
    assertThat(house.plans()).hasSize(1);
    house.clock.advance(Duration.ofMinutes(6));
    Await.until(Duration.ofSeconds(30), () -> house.plans().size() == 2);
    assertThat(house.newest().id()).isNotEqualTo(first.id());
    house.await(PlanState.RESOLVED);
  }

  @Test
  void a_playbook_that_failed_twice_in_a_row_only_asks() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.DOES_NOTHING;
    fail("one");
    fail("two");
    house.dark("three");
    Await.until(Duration.ofSeconds(30), () -> house.plans().size() == 3);
    Plan third = house.await(PlanState.AWAITING_APPROVAL);
    assertThat(third.draft().asksBecause()).contains("it failed 2 times in a row");
    assertThat(house.lamp.touched).hasValue(2);
  }

  @Test
  void a_playbook_whose_record_is_bad_is_refused_until_a_person_asks_for_it() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.DOES_NOTHING;
    fail("one");
    fail("two");
    house.dark("three");
    Await.until(Duration.ofSeconds(30), () -> house.plans().size() == 3);
    house.approve(house.await(PlanState.AWAITING_APPROVAL), "alice");
    house.await(PlanState.FAILED);
    house.dark("four");
    Await.until(Duration.ofSeconds(30), () -> house.plans().size() == 4);
    Plan refused = house.await(PlanState.BLOCKED);
    assertThat(refused.note()).contains("confidence: 40 % is below 50 %");
    Receipt again = house.engine.inbox().retry(refused.id(), House.voter("alice"), "r");
    assertThat(again.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(3);
  }

  private void fail(String lampName) {
    int before = house.plans().size();
    house.dark(lampName);
    Await.until(Duration.ofSeconds(30), () -> house.plans().size() == before + 1);
    house.await(PlanState.FAILED);
  }

  @Test
  void while_paused_nothing_starts_and_an_approved_plan_waits() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    house.engine.inbox().pause(House.voter("alice"), "moving house", null);
    house.approve(plan, "bob");
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.APPROVED);
    house.restart();
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.APPROVED);
    assertThat(house.lamp.touched).hasValue(0);
    house.engine.inbox().resume(House.voter("alice"));
    house.await(plan.id(), PlanState.RESOLVED);
  }

  @Test
  void a_protected_target_is_refused_whoever_asks() {
    house.rules =
        new nightshift.engine.policy.HouseRules(
            house.rules.approval(),
            Risk.LOW,
            4,
            100,
            Duration.ofMinutes(10),
            java.util.List.of("lamp:h*"),
            "");
    open(Autonomy.AUTO, "lamp.on");
    house.dark("hall");
    assertThat(house.await(PlanState.BLOCKED).note()).contains("protected-target");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void in_shadow_mode_a_plan_is_drawn_and_not_run() {
    open(Autonomy.SHADOW, "lamp.on");
    house.dark("hall");
    house.await(PlanState.SHADOWED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_target_name_that_would_reach_a_shell_is_dismissed() {
    open(Autonomy.AUTO, "lamp.on");
    house.dark("web; rm -rf /");
    house.dark("$(id)");
    house.dark("../../etc");
    Await.until(Duration.ofSeconds(30), () -> house.events("alert-not-planned") == 3);
    assertThat(house.plans()).isEmpty();
    assertThat(house.lamp.touched).hasValue(0);
  }
}
