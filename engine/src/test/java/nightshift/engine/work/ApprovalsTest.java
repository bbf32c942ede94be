package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may decide, and what a press changes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApprovalsTest {

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
  void a_plan_that_asks_does_nothing_until_somebody_approves() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(house.lamp.touched).hasValue(0);
    Receipt receipt = house.approve(plan, "alice");
    assertThat(receipt.verdict()).isEqualTo(Verdict.ACCEPTED);
    Plan done = house.await(PlanState.RESOLVED);
    assertThat(done.decision().by()).isEqualTo("alice");
    assertThat(house.lamp.deeds).containsExactly("lamp.on " + plan.id().number() + "-1");
  }

  @Test
  void a_second_press_changes_nothing() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    house.approve(plan, "alice");
    Receipt second = house.approve(plan, "bob");
    assertThat(second.verdict()).isEqualTo(Verdict.CONFLICT);
    assertThat(second.message()).contains("alice");
    house.await(PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void who_may_not_press_changes_nothing_and_is_written_down() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(house.approve(plan, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.approve(plan, "stranger").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(0);
    assertThat(house.events("denied-press")).isEqualTo(2);
  }

  @Test
  void a_rejection_needs_a_reason_and_ends_the_plan_as_rejected_not_failed() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(house.reject(plan, "bob", " ").verdict()).isEqualTo(Verdict.INVALID);
    assertThat(house.reject(plan, "bob", "the bulb is hot").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.plan(plan.id()).note()).isEqualTo("the bulb is hot");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_press_on_another_digest_or_revision_changes_nothing() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    var inbox = house.engine.inbox();
    var forged =
        inbox.decide(
            plan.id(), 1, "0".repeat(64), Vote.Choice.APPROVE, House.voter("alice"), "i1", "");
    var old =
        inbox.decide(
            plan.id(),
            2,
            plan.draft().digest(),
            Vote.Choice.APPROVE,
            House.voter("alice"),
            "i2",
            "");
    var empty = inbox.decide(plan.id(), 1, "", Vote.Choice.APPROVE, House.voter("alice"), "i3", "");
    assertThat(forged.verdict()).isEqualTo(Verdict.STALE);
    assertThat(old.verdict()).isEqualTo(Verdict.STALE);
    assertThat(empty.verdict()).isEqualTo(Verdict.STALE);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_press_after_expiry_changes_nothing_and_says_so() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    Await.until(Duration.ofSeconds(30), () -> house.plan(plan.id()).expiresAt() != null);
    house.clock.advance(Duration.ofMinutes(31));
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.EXPIRED);
    assertThat(house.await(plan.id(), PlanState.EXPIRED).note()).contains("nobody answered");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void high_risk_needs_two_people_and_the_same_person_counts_once() {
    house.risk = Risk.HIGH;
    open(Autonomy.AUTO, "lamp.on");
    Plan plan = asked();
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.DUPLICATE);
    assertThat(house.lamp.touched).hasValue(0);
    assertThat(house.approve(plan, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    house.await(PlanState.RESOLVED);
  }

  @Test
  void a_risk_without_a_rule_is_approved_by_nobody() {
    house.risk = Risk.CRITICAL;
    open(Autonomy.AUTO, "lamp.on");
    Plan plan = asked();
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void who_may_not_approve_may_not_undo_retry_settle_or_pause() {
    open(Autonomy.AUTO, "lamp.on");
    house.dark("hall");
    Plan done = house.await(PlanState.RESOLVED);
    var inbox = house.engine.inbox();
    assertThat(inbox.undo(done.id(), House.voter("eve"), "1").verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(inbox.retry(done.id(), House.voter("eve"), "2").verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(inbox.settle(done.id(), true, House.voter("eve"), "3", "").verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(inbox.pause(House.voter("bob"), "", null).verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.plans()).hasSize(1);
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(house.events("denied-press")).isEqualTo(4);
  }

  @Test
  void an_alert_that_clears_cancels_its_waiting_plan() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    house.clock.advance(Duration.ofMinutes(4));
    house.engine.alerts().accept(new Signal.Resolved("test", "dark/hall", house.clock.instant()));
    Plan gone = house.plan(plan.id());
    assertThat(gone.state()).isEqualTo(PlanState.CANCELLED);
    assertThat(gone.note()).startsWith("cleared by itself after 4 min");
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.CONFLICT);
    assertThat(house.lamp.touched).hasValue(0);
  }
}
