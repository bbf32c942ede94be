package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Terms;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans that announce themselves and run when nobody cancels, and approvals with a grace. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CountdownTest {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final House house = new House();

  private void open() {
    house.with(House.playbook("lamp", Autonomy.COUNTDOWN, Rollback.ON_WORSE, "lamp.on")).open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Plan announced() {
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    Await.until(PATIENCE, () -> house.plan(plan.id()).expiresAt() != null);
    return house.plan(plan.id());
  }

  private Receipt cancel(Plan plan, String who) {
    return house
        .engine
        .inbox()
        .decide(
            plan.id(),
            1,
            plan.shortDigest(),
            Vote.Choice.REJECT,
            House.voter(who),
            UUID.randomUUID().toString(),
            "");
  }

  /** What the engine does each second, done at once. */
  private void look() {
    Countdowns countdowns =
        new Countdowns(
            house.ledger, house.clock, new Announcer(), house.engine::library, new Bell());
    new Expiry(
            house.ledger,
            house.clock,
            new Announcer(),
            () -> nightshift.engine.policy.Attention.USUAL,
            countdowns)
        .round();
  }

  @Test
  void an_announced_plan_shows_cancel_and_runs_when_nobody_cancelled() {
    open();
    Plan plan = announced();
    Card card = house.room.cards().getFirst();
    assertThat(card.buttons())
        .containsExactly(Card.Button.APPROVE, Card.Button.CANCEL, Card.Button.DETAILS);
    assertThat(card.status()).startsWith("Runs by itself unless somebody cancels within 60 s");
    assertThat(house.lamp.touched).hasValue(0);
    house.clock.advance(Duration.ofMinutes(1));
    Plan done = house.await(plan.id(), PlanState.RESOLVED);
    assertThat(done.decision().where()).isEqualTo("countdown");
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void nothing_runs_before_the_deadline() {
    open();
    Plan plan = announced();
    house.clock.advance(Duration.ofSeconds(59));
    house.restart();
    look();
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_countdown_goes_on_over_a_restart() {
    open();
    Plan plan = announced();
    house.engine.close();
    house.clock.advance(Duration.ofMinutes(2));
    house.open();
    house.await(plan.id(), PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void what_nobody_could_see_does_not_run() {
    house.room.fail(ChatException.Kind.UNAVAILABLE);
    open();
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.clock.advance(Duration.ofHours(2));
    look();
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void cancel_needs_no_reason_and_ends_it() {
    open();
    Plan plan = announced();
    assertThat(cancel(plan, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(cancel(plan, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    house.clock.advance(Duration.ofMinutes(2));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_cancel_after_the_deadline_still_wins_when_nothing_began() {
    open();
    Plan plan = announced();
    house.engine.inbox().pause(House.voter("alice"), "stay", null);
    house.engine.close();
    house.clock.advance(Duration.ofMinutes(2));
    assertThat(cancel(plan, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    house.open();
    house.engine.inbox().resume(House.voter("alice"));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void twenty_races_of_cancel_and_deadline_either_run_or_are_cancelled_never_both()
      throws InterruptedException {
    open();
    for (int i = 0; i < 20; i++) {
      int before = house.lamp.touched.get();
      house.lamp.on = false;
      house.dark("lamp-" + i);
      int n = i + 1;
      Await.until(PATIENCE, () -> house.plans().size() == n);
      Plan plan = house.newest();
      Await.until(PATIENCE, () -> house.plan(plan.id()).expiresAt() != null);
      CountDownLatch go = new CountDownLatch(1);
      Thread press =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                cancel(plan, "bob");
              });
      go.countDown();
      house.clock.advance(Duration.ofMinutes(1));
      press.join();
      Await.until(PATIENCE, () -> house.plan(plan.id()).state().terminal());
      Plan ended = house.plan(plan.id());
      boolean stopped = ended.state() == PlanState.REJECTED || ended.state() == PlanState.CANCELLED;
      assertThat(house.lamp.touched.get() - before).as("%s", ended).isEqualTo(stopped ? 0 : 1);
    }
  }

  @Test
  void approving_runs_it_at_once() {
    open();
    Plan plan = announced();
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.await(plan.id(), PlanState.RESOLVED).decision().by()).isEqualTo("alice");
  }

  @Test
  void a_brake_that_came_in_meanwhile_makes_silence_a_no() {
    open();
    Plan plan = announced();
    house.engine.inbox().pause(House.voter("alice"), "moving house", null);
    house.clock.advance(Duration.ofMinutes(1));
    Plan gone = house.await(plan.id(), PlanState.EXPIRED);
    assertThat(gone.note()).contains("pause: paused by alice: moving house");
    house.engine.inbox().resume(House.voter("alice"));
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void high_risk_never_counts_down() {
    house.risk = Risk.HIGH;
    open();
    Plan plan = announced();
    assertThat(plan.draft().asks()).isTrue();
    house.clock.advance(Duration.ofMinutes(29));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void where_nobody_could_cancel_it_is_asked_for_and_nobody_can_approve() {
    house.allowedBy(new ApprovalRule(List.of(), Duration.ofMinutes(30), null, false));
    open();
    Plan plan = announced();
    assertThat(plan.draft().asksBecause()).contains("nobody could cancel");
    house.clock.advance(Duration.ofMinutes(31));
    house.await(plan.id(), PlanState.EXPIRED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void an_undo_of_an_announced_plan_asks() {
    open();
    Plan plan = announced();
    house.clock.advance(Duration.ofMinutes(1));
    house.await(plan.id(), PlanState.RESOLVED);
    Plan undo = house.engine.inbox().undo(plan.id(), House.voter("alice"), "u").plan();
    Await.until(PATIENCE, () -> house.plan(undo.id()).expiresAt() != null);
    house.clock.advance(Duration.ofMinutes(5));
    assertThat(house.plan(undo.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(1);
  }

  private void solo(Duration grace) {
    Terms terms = new Terms(1, false, true, grace, Duration.ZERO);
    house.allowedBy(House.rule(1).with(terms));
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.ON_WORSE, "lamp.on")).open();
  }

  @Test
  void alone_one_approves_what_one_asked_for_and_it_is_marked_in_card_thread_and_log() {
    solo(Duration.ZERO);
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
    Await.until(
        PATIENCE,
        () ->
            house
                    .room
                    .cards()
                    .getFirst()
                    .status()
                    .contains("Approved by alice (test), alone: solo mode")
                && house.room.replies().stream()
                    .anyMatch(r -> r.title().equals("Approved by alice (test, solo mode)")));
    assertThat(house.payloads("approved").getFirst()).contains("\"solo\":true");
  }

  @Test
  void within_its_grace_an_approved_plan_does_not_start_and_cancel_stops_it() {
    solo(Duration.ofMinutes(1));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    Receipt receipt = house.approve(plan, "alice");
    assertThat(receipt.message()).contains("Cancel works till then");
    house.clock.advance(Duration.ofSeconds(59));
    Await.until(
        PATIENCE,
        () -> house.room.cards().stream().anyMatch(c -> c.buttons().contains(Card.Button.CANCEL)));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.APPROVED);
    assertThat(house.lamp.touched).hasValue(0);
    assertThat(cancel(plan, "alice").verdict()).isEqualTo(Verdict.ACCEPTED);
    house.clock.advance(Duration.ofMinutes(2));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.CANCELLED);
    assertThat(house.plan(plan.id()).note()).isEqualTo("by alice (test)");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void after_its_grace_it_starts() {
    solo(Duration.ofMinutes(1));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    house.clock.advance(Duration.ofSeconds(61));
    house.await(plan.id(), PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(1);
  }
}
