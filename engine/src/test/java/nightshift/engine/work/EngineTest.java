package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan's way through the whole engine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EngineTest {

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
  void a_low_risk_fix_that_may_run_by_itself_runs_and_is_verified() {
    open(Autonomy.AUTO, "lamp.on");
    house.dark("hall");
    Plan plan = house.await(PlanState.RESOLVED);
    assertThat(house.lamp.on).isTrue();
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(plan.decision().by()).isEqualTo("nightshift");
    assertThat(plan.note()).contains("the lamp is on");
  }

  @Test
  void a_failed_step_fails_the_plan_and_what_was_done_before_is_put_back() {
    open(Autonomy.AUTO, "lamp.on", "lamp.flash");
    house.lamp.mood = Mood.FAILS;
    house.dark("hall");
    Plan plan = house.await(PlanState.ROLLED_BACK);
    assertThat(plan.note()).contains("the fuse blew");
    assertThat(house.lamp.deeds).hasSize(2).last().asString().startsWith("undo lamp.on");
  }

  @Test
  void a_failed_step_that_may_be_skipped_shows_and_the_plan_goes_on() {
    open(Autonomy.AUTO, "lamp.flash?", "lamp.flash?");
    house.lamp.mood = Mood.FAILS;
    house.dark("hall");
    Plan plan = house.await(PlanState.FAILED);
    assertThat(plan.note()).contains("no step went through");
    assertThat(house.lamp.touched).hasValue(2);
  }

  @Test
  void a_fix_that_did_not_help_is_not_called_a_success() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.DOES_NOTHING;
    house.dark("hall");
    Plan plan = house.await(PlanState.FAILED);
    assertThat(plan.note()).contains("it did not help").contains("the lamp is off");
  }

  @Test
  void a_fix_that_made_it_worse_is_put_back() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.on = true;
    house.lamp.mood = Mood.BREAKS;
    house.dark("hall");
    Plan plan = house.await(PlanState.ROLLED_BACK);
    assertThat(plan.note()).contains("worse");
    assertThat(house.lamp.on).isTrue();
  }

  @Test
  void what_may_or_may_not_have_happened_is_never_repeated_and_people_are_asked() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.UNKNOWN;
    house.dark("hall");
    Plan plan = house.await(PlanState.IN_DOUBT);
    Await.until(
        Duration.ofSeconds(30),
        () -> house.room.replies().stream().anyMatch(r -> r.title().startsWith("Not known")));
    house.restart();
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.IN_DOUBT);
    assertThat(house.lamp.touched).hasValue(1);
    var receipt =
        house.engine.inbox().settle(plan.id(), true, House.voter("alice"), "i", "it shines");
    assertThat(receipt.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.RESOLVED);
    assertThat(house.engine.inbox().settle(plan.id(), false, House.voter("bob"), "j", "").verdict())
        .isEqualTo(Verdict.CONFLICT);
  }

  @Test
  void a_step_that_hangs_is_stopped_and_is_in_doubt() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.HANGS;
    house.dark("hall");
    Plan plan = house.await(PlanState.IN_DOUBT);
    assertThat(plan.note()).contains("no end within 10 s");
  }

  @Test
  void undo_is_a_new_plan_that_asks_and_puts_back_what_was_there() {
    open(Autonomy.AUTO, "lamp.on");
    house.dark("hall");
    Plan done = house.await(PlanState.RESOLVED);
    Receipt asked = house.engine.inbox().undo(done.id(), House.voter("alice"), "u1");
    assertThat(asked.verdict()).isEqualTo(Verdict.ACCEPTED);
    Plan undo = asked.plan();
    assertThat(undo.draft().parent()).isEqualTo(done.id());
    assertThat(house.lamp.on).isTrue();
    assertThat(house.engine.inbox().undo(done.id(), House.voter("bob"), "u2").verdict())
        .isEqualTo(Verdict.CONFLICT);
    house.approve(undo, "alice");
    house.await(undo.id(), PlanState.RESOLVED);
    assertThat(house.lamp.on).isFalse();
  }

  @Test
  void trying_again_is_a_new_plan_that_asks() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.DOES_NOTHING;
    house.dark("hall");
    Plan failed = house.await(PlanState.FAILED);
    house.lamp.mood = Mood.WORKS;
    Receipt receipt = house.engine.inbox().retry(failed.id(), House.voter("bob"), "r");
    Plan again = receipt.plan();
    assertThat(again.state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    house.approve(again, "alice");
    house.await(again.id(), PlanState.RESOLVED);
  }

  @Test
  void a_world_that_drifted_since_the_approval_is_not_touched() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    house.lamp.identity = "lamp-2";
    house.approve(plan, "alice");
    Plan gone = house.await(plan.id(), PlanState.CANCELLED);
    assertThat(gone.note()).contains("another lamp");
    assertThat(house.lamp.touched).hasValue(0);
  }
}
