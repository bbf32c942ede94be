package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.Card.Button;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatException;
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
    Await.until(Duration.ofSeconds(5), () -> house.plan(plan.id()).expiresAt() != null);
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
        Duration.ofSeconds(5),
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
    Await.until(Duration.ofSeconds(5), () -> house.ledger.read(v -> v.unplanned(10)).isEmpty());
    assertThat(house.plans()).hasSize(1);
    house.clock.advance(Duration.ofMinutes(6));
    Await.until(Duration.ofSeconds(5), () -> house.plans().size() == 2);
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
    Await.until(Duration.ofSeconds(5), () -> house.plans().size() == 3);
    Plan third = house.await(PlanState.AWAITING_APPROVAL);
    assertThat(third.draft().asksBecause()).contains("breaker: it failed 2 times in a row");
    assertThat(house.lamp.touched).hasValue(2);
  }

  @Test
  void a_playbook_whose_record_is_bad_is_refused_until_a_person_asks_for_it() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.mood = Mood.DOES_NOTHING;
    fail("one");
    fail("two");
    house.dark("three");
    Await.until(Duration.ofSeconds(5), () -> house.plans().size() == 3);
    house.approve(house.await(PlanState.AWAITING_APPROVAL), "alice");
    house.await(PlanState.FAILED);
    house.dark("four");
    Await.until(Duration.ofSeconds(5), () -> house.plans().size() == 4);
    Plan refused = house.await(PlanState.BLOCKED);
    assertThat(refused.note()).contains("confidence: 40 % is below 50 %");
    Receipt again = house.engine.inbox().retry(refused.id(), House.voter("alice"), "r");
    assertThat(again.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(3);
  }

  private void fail(String lampName) {
    int before = house.plans().size();
    house.dark(lampName);
    Await.until(Duration.ofSeconds(5), () -> house.plans().size() == before + 1);
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
    Await.until(Duration.ofSeconds(5), () -> house.events("alert-not-planned") == 3);
    assertThat(house.plans()).isEmpty();
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void chat_that_is_down_loses_nothing() {
    house.room.fail(ChatException.Kind.UNAVAILABLE);
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(plan.expiresAt()).isNull();
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
    house.room.fail(null);
    Await.until(
        Duration.ofSeconds(10),
        () -> {
          house.clock.advance(Duration.ofMinutes(1));
          return house.room.replies().stream().anyMatch(r -> r.title().startsWith("Verified"));
        });
    assertThat(house.room.cards())
        .singleElement()
        .satisfies(c -> assertThat(c.state()).isEqualTo(PlanState.RESOLVED));
  }

  @Test
  void a_deleted_card_is_posted_anew() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    Await.until(Duration.ofSeconds(5), () -> !house.ledger.read(v -> v.cards(plan.id())).isEmpty());
    house.room.delete(house.ledger.read(v -> v.cards(plan.id())).getFirst());
    house.reject(plan, "bob", "no");
    Await.until(
        Duration.ofSeconds(10),
        () -> {
          house.clock.advance(Duration.ofSeconds(1));
          return house.room.cards().stream().anyMatch(c -> c.state() == PlanState.REJECTED);
        });
  }

  @Test
  void a_card_that_ended_has_no_approve_button_and_names_the_decider() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    house.approve(plan, "alice");
    house.await(PlanState.RESOLVED);
    Await.until(
        Duration.ofSeconds(5), () -> house.room.cards().getFirst().state() == PlanState.RESOLVED);
    var card = house.room.cards().getFirst();
    assertThat(card.buttons()).doesNotContain(Button.APPROVE, Button.REJECT).contains(Button.UNDO);
    assertThat(card.status()).contains("alice (test)");
  }
}
