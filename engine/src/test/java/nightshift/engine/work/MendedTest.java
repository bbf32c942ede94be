package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card.Button;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepRun;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each test is named after something that once went wrong. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MendedTest {

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

  private void protect(String target) {
    HouseRules r = house.rules;
    house.rules =
        new HouseRules(
            r.approval(),
            r.automaticUpTo(),
            r.maxInFlight(),
            r.maxAutomatic(),
            r.automaticWindow(),
            List.of(target),
            "");
  }

  /** Approved, and claimed by another process that has done the first step and died. */
  private PlanId leftAfterTheFirstStep() {
    Plan plan = asked();
    house.engine.inbox().pause(House.voter("alice"), "", null);
    house.approve(plan, "alice");
    house.engine.close();
    Instant now = house.clock.instant();
    house.ledger.write(tx -> {
      tx.resume("alice", now);
      Claim claim = tx.claim(plan.id(), "other", now, now.plusSeconds(60)).orElseThrow();
      StepKey key = new StepKey(plan.id(), StepKey.Phase.EXECUTE, 1);
      tx.beginStep(claim, key, "off", now);
      tx.endStep(claim, key, StepRun.Status.DONE, ActionResult.done("switched"), now);
      return true;
    });
    return plan.id();
  }

  @Test
  void a_plan_taken_up_again_touched_a_target_that_was_protected_meanwhile() {
    open(Autonomy.ASK, "lamp.flash", "lamp.flash");
    PlanId id = leftAfterTheFirstStep();
    protect("lamp:h*");
    house.open();
    assertThat(house.await(id, PlanState.FAILED).note()).contains("protected-target");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void the_second_step_ran_by_the_rules_from_before_the_first() {
    open(Autonomy.ASK, "lamp.flash", "lamp.flash");
    Plan plan = asked();
    house.lamp.mood = Mood.WAITS;
    house.approve(plan, "alice");
    Await.until(Duration.ofSeconds(45), () -> house.lamp.underWay.get() == 1);
    protect("lamp:h*");
    Library before = house.engine.library();
    house.engine.reload(
        new Library(
            before.playbooks(),
            before.catalogue(),
            before.probes(),
            before.resolvers(),
            house.rules));
    house.lamp.gate.release(2);
    assertThat(house.await(plan.id(), PlanState.FAILED).note()).contains("protected-target");
    assertThat(house.lamp.touched).hasValue(1);
  }

  private long ended(Plan plan) {
    return house.ledger.read(v -> v.steps(plan.id())).stream()
        .filter(r -> r.status() == StepRun.Status.DONE)
        .count();
  }

  @Test
  void after_a_restart_nobody_knew_that_it_was_good_before_the_first_step() {
    open(Autonomy.ASK, "lamp.flash", "lamp.on");
    house.lamp.on = true;
    Plan plan = asked();
    house.lamp.mood = Mood.WAITS;
    house.approve(plan, "alice");
    Await.until(Duration.ofSeconds(45), () -> house.lamp.underWay.get() == 1);
    house.engine.inbox().pause(House.voter("alice"), "", null);
    house.lamp.mood = Mood.WORKS;
    house.lamp.gate.release();
    Await.until(Duration.ofSeconds(45), () -> ended(plan) == 1);
    house.restart();
    house.engine.inbox().resume(House.voter("alice"));
    Plan done = house.await(plan.id(), PlanState.RESOLVED);
    assertThat(done.note()).contains("it was good before");
    assertThat(record(done).worked()).isZero();
  }

  @Test
  void plans_that_were_allowed_by_their_playbook_ran_after_the_self_test_had_failed() {
    open(Autonomy.AUTO, "lamp.on");
    Plan plan = allowedAndNotStarted();
    house.rules = house.rules.withoutAutomatic("the log is broken");
    house.open();
    assertThat(house.await(plan.id(), PlanState.BLOCKED).note()).contains("the log is broken");
    assertThat(house.lamp.touched).hasValue(0);
  }

  /** A plan that its playbook allowed, of a process that died before it began. */
  private Plan allowedAndNotStarted() {
    house.dark("hall");
    Plan done = house.await(PlanState.RESOLVED);
    house.engine.close();
    house.lamp.touched.set(0);
    Instant now = house.clock.instant();
    Plan.Decision byPlaybook = new Plan.Decision("nightshift", "playbook", now, "lamp");
    return house.ledger.write(tx ->
        tx.apply(
                tx.open(done.draft(), now).orElseThrow(),
                new PlanEvent.Approved(now, byPlaybook),
                "nightshift")
            .orElseThrow());
  }

  @Test
  void a_plan_that_was_made_approved_behind_the_councils_back_ran() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    Plan.Decision forged = new Plan.Decision("alice", "web", house.clock.instant(), "");
    house.ledger.write(
        tx -> tx.apply(plan, new PlanEvent.Approved(house.clock.instant(), forged), "nobody"));
    assertThat(house.await(plan.id(), PlanState.BLOCKED).note()).contains("votes do not satisfy");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void the_vote_of_somebody_who_lost_the_role_still_counted() {
    house.risk = Risk.HIGH;
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(house.approve(plan, "bob").verdict()).isEqualTo(Verdict.COUNTED);
    house.people.put("bob", new Person("bob", Set.of("viewer")));
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(house.lamp.touched).hasValue(0);
    assertThat(house.approve(plan, "carol").verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void a_rejection_after_ones_own_approval_was_swallowed_as_a_duplicate() {
    house.risk = Risk.HIGH;
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(house.reject(plan, "alice", "stop, I was wrong").verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.approve(plan, "bob").verdict()).isEqualTo(Verdict.CONFLICT);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_waiting_plan_kept_a_rule_that_was_no_longer_in_force() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    HouseRules r = house.rules;
    house.rules =
        new HouseRules(
            java.util.Map.of(Risk.LOW, House.rule(2)),
            r.automaticUpTo(),
            r.maxInFlight(),
            r.maxAutomatic(),
            r.automaticWindow(),
            List.of(),
            "");
    house.restart();
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.CANCELLED);
    assertThat(house.plan(plan.id()).note()).contains("who may approve it changed");
  }

  @Test
  void what_was_good_before_the_first_step_counted_as_a_success_of_the_fix() {
    open(Autonomy.AUTO, "lamp.on");
    house.lamp.on = true;
    house.dark("hall");
    Plan plan = house.await(PlanState.RESOLVED);
    assertThat(plan.note()).contains("it was good before");
    assertThat(plan.draft().diagnosis().summary()).contains("finds nothing wrong");
    assertThat(record(plan).worked()).isZero();
  }

  @Test
  void a_plan_that_was_undone_still_said_fixed_and_counted_as_a_success() {
    open(Autonomy.AUTO, "lamp.on");
    house.dark("hall");
    Plan done = house.await(PlanState.RESOLVED);
    assertThat(record(done).worked()).isEqualTo(1);
    Plan undo = house.engine.inbox().undo(done.id(), House.voter("alice"), "u").plan();
    house.approve(undo, "alice");
    house.await(undo.id(), PlanState.RESOLVED);
    var card = house.ledger.read(v -> Cards.of(v, v.plan(done.id()).orElseThrow()));
    assertThat(card.status()).startsWith("Put back by plan " + undo.id());
    assertThat(card.buttons()).doesNotContain(Button.UNDO);
    assertThat(record(done).worked()).isZero();
  }

  @Test
  void an_alert_that_came_while_a_plan_ran_was_lost_when_that_plan_failed() {
    open(Autonomy.ASK, "lamp.on");
    Plan first = asked();
    house.lamp.mood = Mood.DOES_NOTHING;
    house.engine.inbox().pause(House.voter("alice"), "", null);
    house.approve(first, "alice");
    house.ledger.write(tx ->
        tx.resolve(
            new nightshift.engine.alert.Signal.Resolved("none", "none", house.clock.instant())));
    var details = new java.util.LinkedHashMap<String, Object>(java.util.Map.of("lamp", "hall"));
    var other =
        new nightshift.engine.alert.Alert(
            "other",
            "test",
            "another-problem",
            nightshift.engine.alert.Category.AVAILABILITY,
            nightshift.engine.alert.Severity.HIGH,
            "It is dark again",
            "",
            new java.util.LinkedHashMap<>(),
            details,
            house.clock.instant(),
            house.clock.instant());
    house.engine.alerts().accept(new nightshift.engine.alert.Signal.Firing(other));
    house.engine.inbox().resume(House.voter("alice"));
    house.await(first.id(), PlanState.FAILED);
    Await.until(
        Duration.ofSeconds(30),
        () -> {
          house.clock.advance(Duration.ofSeconds(30));
          return house.plans().size() == 2;
        });
    assertThat(house.newest().draft().alertId()).isEqualTo("other");
  }

  @Test
  void an_alert_that_no_playbook_matched_was_lost_even_after_the_playbook_was_mended() {
    house.open();
    house.dark("hall");
    Await.until(
        Duration.ofSeconds(30),
        () -> house.ledger.read(v -> v.unanswered(Dismissals.ALL, 10)).size() == 1);
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.ON_WORSE, "lamp.on"));
    house.restart();
    house.await(PlanState.AWAITING_APPROVAL);
    assertThat(house.ledger.read(v -> v.unanswered(Dismissals.ALL, 10)).size()).isZero();
  }

  private TrackRecord record(Plan plan) {
    return TrackRecord.of(
        house.ledger.read(v -> v.observations(plan.draft().playbook(), 100)),
        house.clock.instant(),
        Duration.ofDays(90));
  }
}
