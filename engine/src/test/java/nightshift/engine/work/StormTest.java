package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.card.Card.Button;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Rate;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One card for a whole storm: what is approved is what was listed, and no more runs at once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StormTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final House house = new House();

  @AfterEach
  void close() {
    house.lamp.gate.release(10_000);
    house.close();
  }

  private void open(Autonomy autonomy, int unasked) {
    house.rules =
        house.rules.with(
            new Guards(
                List.of(),
                Rate.NONE,
                Rate.NONE,
                new Rate(unasked, Duration.ofDays(1)),
                Rate.NONE,
                Duration.ofMinutes(1),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty()));
    // Switches wait at the gate, so that the clock stands still until the test moves it.
    house.lamp.mood = Mood.WAITS;
    house.with(House.playbook("lamp", autonomy, Rollback.ON_WORSE, "lamp.on")).open();
  }

  /** So many plans that the storm brake holds, behind one that ran unasked up to the gate. */
  private Plan storm(int held) {
    open(Autonomy.AUTO, 1);
    house.dark("first");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 1);
    for (int i = 0; i < held; i++) {
      house.dark("lamp-" + i);
    }
    Await.until(PATIENCE, () -> held().size() == held);
    return batch();
  }

  /** The newest batch, once its card is shown. */
  private Plan batch() {
    int before = batches().size();
    house.clock.advance(Batches.QUIET);
    Await.until(PATIENCE, () -> batches().size() > before);
    Plan batch = batches().getFirst();
    Await.until(PATIENCE, () -> house.plan(batch.id()).expiresAt() != null);
    return house.plan(batch.id());
  }

  private List<Plan> batches() {
    return house.plans().stream()
        .filter(p -> p.isBatch() && p.state() != PlanState.DRAFTED)
        .toList();
  }

  /** Every member of any batch, the oldest first. */
  private List<Plan> held() {
    return house.plans().reversed().stream()
        .filter(p -> p.draft().asksBecause().startsWith("storm: ") && !p.isBatch())
        .filter(p -> p.state() != PlanState.DRAFTED)
        .toList();
  }

  private List<PlanState> states() {
    return held().stream().map(Plan::state).distinct().toList();
  }

  private List<Card> asking() {
    return house.room.cards().stream()
        .filter(c -> c.state() == PlanState.AWAITING_APPROVAL)
        .toList();
  }

  private List<Vote> votes(Plan plan) {
    return house.ledger.read(v -> v.votes(plan.id(), 1));
  }

  private void allEnd() {
    house.lamp.gate.release(10_000);
    Await.until(PATIENCE, () -> house.plans().stream().allMatch(p -> p.state().terminal()));
  }

  private void ranOnceEach(int times) {
    assertThat(house.lamp.touched).hasValue(times);
    assertThat(new HashSet<>(house.lamp.deeds)).hasSize(times);
  }

  /** Two rounds of every loop are over: what was going to happen did. */
  private static void settle() {
    long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
    Await.until(PATIENCE, () -> System.nanoTime() > until);
  }

  @Test
  void a_storm_of_500_alerts_on_40_lamps_becomes_one_card_and_few_run_at_once() {
    open(Autonomy.AUTO, 10);
    for (int i = 0; i < 500; i++) {
      house.dark("lamp-" + i % 40);
    }
    Await.until(PATIENCE, () -> held().size() == 30 && house.lamp.underWay.get() == 4);
    Plan batch = batch();
    assertThat(asking())
        .singleElement()
        .satisfies(card -> {
          assertThat(card.plan()).isEqualTo(batch.id());
          assertThat(card.lead()).isEqualTo("Let 30 plans of playbook lamp run · low risk");
          assertThat(card.buttons())
              .containsExactly(Button.APPROVE, Button.CANARY, Button.REJECT, Button.DETAILS);
          assertThat(card.status()).contains("storm: plans were drawn up 10");
          assertThat(card.steps().getFirst().details()).hasSize(32);
        });
    assertThat(batch.draft().steps().getFirst().manifest().count()).isEqualTo(30);
    assertThat(house.approve(batch, "alice").verdict()).isEqualTo(Verdict.ACCEPTED);
    allEnd();
    ranOnceEach(40);
    assertThat(house.lamp.mostAtOnce).hasValue(4);
    assertThat(house.plans()).hasSize(41).allMatch(p -> p.state() == PlanState.RESOLVED);
    assertThat(house.room.cards()).hasSize(11);
    assertThat(held())
        .allSatisfy(p -> {
          assertThat(p.decision().by()).isEqualTo("alice");
          assertThat(p.decision().reason()).isEqualTo("with batch " + batch.id());
          assertThat(votes(p))
              .singleElement()
              .satisfies(v -> {
                assertThat(v.choice()).isEqualTo(Vote.Choice.APPROVE);
                assertThat(v.person()).isEqualTo("alice");
                assertThat(v.digest()).isEqualTo(p.draft().digest());
              });
        });
  }

  @Test
  void plans_of_a_playbook_that_asks_anyway_are_on_one_card_too_once_the_storm_is_on() {
    open(Autonomy.ASK, 2);
    for (int i = 0; i < 6; i++) {
      house.dark("lamp-" + i);
    }
    Await.until(PATIENCE, () -> held().size() == 4);
    Plan batch = batch();
    Await.until(PATIENCE, () -> asking().size() == 3);
    house.approve(batch, "bob");
    house.lamp.gate.release(10_000);
    Await.until(PATIENCE, () -> states().equals(List.of(PlanState.RESOLVED)));
    ranOnceEach(4);
  }

  @Test
  void what_is_risky_has_a_card_of_its_own_in_a_storm_too() {
    house.risk = Risk.HIGH;
    open(Autonomy.ASK, 1);
    for (int i = 0; i < 4; i++) {
      house.dark("lamp-" + i);
    }
    Await.until(PATIENCE, () -> asking().size() == 4);
    house.clock.advance(Batches.LONGEST);
    settle();
    assertThat(batches()).isEmpty();
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_verified_canary_lets_the_others_go_and_nothing_before() {
    Plan batch = storm(4);
    assertThat(house.canary(batch, "alice").message()).startsWith("Approved (canary first)");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    settle();
    assertThat(held().stream().map(Plan::state))
        .containsExactly(
            PlanState.EXECUTING,
            PlanState.AWAITING_APPROVAL,
            PlanState.AWAITING_APPROVAL,
            PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(2);
    Await.until(
        PATIENCE,
        () ->
            house.room.cards().stream()
                .anyMatch(c -> c.status().contains("The canary goes first; the others follow")));
    allEnd();
    ranOnceEach(5);
    assertThat(states()).containsExactly(PlanState.RESOLVED);
    assertThat(house.plan(batch.id()).state()).isEqualTo(PlanState.RESOLVED);
  }

  @Test
  void a_canary_that_did_not_help_stops_the_others_and_they_ask_anew() {
    Plan batch = storm(3);
    Plan canary = held().getFirst();
    house.lamp.dark.add(canary.draft().target().name());
    house.canary(batch, "alice");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    house.lamp.gate.release(10_000);
    house.await(canary.id(), PlanState.FAILED);
    assertThat(house.await(batch.id(), PlanState.CANCELLED).note())
        .isEqualTo("its canary, plan " + canary.id() + ", is failed; the others ask anew");
    Await.until(PATIENCE, () -> batches().size() == 2);
    Plan second = house.await(batches().getFirst().id(), PlanState.AWAITING_APPROVAL);
    settle();
    assertThat(held().stream().skip(1).map(Plan::state)).containsOnly(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(2);
    house.clock.advance(Duration.ofSeconds(10));
    Await.until(
        PATIENCE,
        () ->
            house.room.cards().stream()
                .anyMatch(c -> c.plan().equals(canary.id()) && c.state() == PlanState.FAILED));
    assertThat(house.reject(second, "bob", "look first").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(held().stream().skip(1).map(Plan::state)).containsOnly(PlanState.REJECTED);
    settle();
    assertThat(house.lamp.touched).hasValue(2);
  }

  @Test
  void a_rejection_is_one_for_each_with_its_reason_and_nothing_runs() {
    Plan batch = storm(3);
    assertThat(house.reject(batch, "alice", "").verdict()).isEqualTo(Verdict.INVALID);
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(house.reject(batch, "alice", "the power is off").verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(held())
        .allSatisfy(p -> {
          assertThat(p.state()).isEqualTo(PlanState.REJECTED);
          assertThat(p.note()).isEqualTo("the power is off (with batch " + batch.id() + ")");
        });
    settle();
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void who_may_not_moves_nothing_and_an_old_digest_neither() {
    Plan batch = storm(3);
    assertThat(house.approve(batch, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.canary(batch, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.reject(batch, "eve", "no").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.canary(batch, "stranger").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    Receipt stale =
        house
            .engine
            .inbox()
            .decide(
                batch.id(), 1, "0".repeat(64), Vote.Choice.APPROVE, House.voter("alice"), "x", "");
    assertThat(stale.verdict()).isEqualTo(Verdict.STALE);
    assertThat(house.canary(held().getFirst(), "alice").verdict()).isEqualTo(Verdict.INVALID);
    settle();
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(house.events("denied-press")).isEqualTo(4);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void a_plan_that_is_not_as_listed_is_not_approved_with_the_others() {
    Plan batch = storm(2);
    Plan plan = held().getFirst();
    house.engine.inbox().pause(House.voter("alice"), "a moment", null);
    house.approve(batch, "alice");
    Batch.Member other = new Batch.Member(plan.id(), 1, "0".repeat(64), plan.draft().target());
    int released =
        house.ledger.write(tx ->
            Batch.release(
                tx,
                house.directory,
                tx.plan(batch.id()).orElseThrow(),
                List.of(
                    other,
                    new Batch.Member(plan.id(), 2, plan.draft().digest(), plan.draft().target())),
                house.clock.instant()));
    assertThat(released).isZero();
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(votes(plan)).isEmpty();
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void single_plans_may_be_answered_by_their_numbers_and_the_batch_takes_the_rest() {
    Plan batch = storm(4);
    Plan no = held().get(0);
    Plan yes = held().get(2);
    assertThat(house.reject(no, "bob", "not this one").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.approve(yes, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    house.approve(batch, "alice");
    allEnd();
    ranOnceEach(4);
    assertThat(house.plan(no.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.plan(yes.id()).decision().by()).isEqualTo("bob");
    assertThat(house.plan(batch.id()).state()).isEqualTo(PlanState.RESOLVED);
  }

  @Test
  void a_batch_whose_plans_were_all_answered_ends_by_itself() {
    Plan batch = storm(2);
    held().forEach(p -> house.reject(p, "bob", "not now"));
    assertThat(house.await(batch.id(), PlanState.CANCELLED).note())
        .isEqualTo("none of its plans waits any more");
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void two_people_are_needed_where_the_rule_says_so_and_the_more_careful_one_counts() {
    house.allowedBy(House.rule(2));
    Plan batch = storm(3);
    assertThat(house.approve(batch, "alice").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(house.approve(batch, "alice").verdict()).isEqualTo(Verdict.DUPLICATE);
    settle();
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(house.canary(batch, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    settle();
    assertThat(house.lamp.touched).hasValue(2);
    allEnd();
    ranOnceEach(4);
    held()
        .forEach(
            p -> assertThat(votes(p).stream().map(Vote::person)).containsExactly("alice", "bob"));
  }

  @Test
  void many_presses_at_once_decide_once() throws InterruptedException {
    Plan batch = storm(6);
    List<Verdict> verdicts = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> people =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        go.await();
                      } catch (InterruptedException e) {
                        return;
                      }
                      String who = List.of("alice", "bob", "carol").get(i % 3);
                      verdicts.add(
                          (i % 2 == 0 ? house.approve(batch, who) : house.canary(batch, who))
                              .verdict());
                    }))
            .toList();
    go.countDown();
    for (Thread t : people) {
      t.join();
    }
    assertThat(verdicts).hasSize(40).containsOnlyOnce(Verdict.ACCEPTED);
    allEnd();
    ranOnceEach(7);
  }

  @Test
  void a_restart_between_the_approval_and_the_first_run_loses_and_doubles_nothing() {
    Plan batch = storm(5);
    house.lamp.gate.release(1);
    Await.until(PATIENCE, () -> house.plans().getLast().state().terminal());
    house.engine.inbox().pause(House.voter("alice"), "a moment", null);
    house.canary(batch, "alice");
    house.restart();
    settle();
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(batches()).hasSize(1);
    assertThat(house.lamp.touched).hasValue(1);
    house.engine.inbox().resume(House.voter("alice"));
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 1);
    allEnd();
    ranOnceEach(6);
  }

  @Test
  void nobody_answers_and_all_of_them_expire() {
    Plan batch = storm(3);
    house.clock.advance(Duration.ofMinutes(31));
    house.await(batch.id(), PlanState.EXPIRED);
    assertThat(states()).containsExactly(PlanState.EXPIRED);
    assertThat(house.approve(batch, "alice").verdict()).isEqualTo(Verdict.EXPIRED);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void what_comes_later_is_on_the_next_card_and_not_on_the_one_that_was_seen() {
    Plan batch = storm(2);
    house.dark("late");
    Await.until(PATIENCE, () -> held().size() == 3);
    house.approve(batch, "alice");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 3);
    assertThat(held().getLast().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    Plan second = batch();
    assertThat(second.draft().headline()).contains("run: Switch on the lamp late");
    assertThat(house.room.cards().stream().filter(c -> c.plan().equals(second.id())))
        .singleElement()
        .satisfies(c -> assertThat(c.buttons()).doesNotContain(Button.CANARY));
    house.approve(second, "alice");
    allEnd();
    ranOnceEach(4);
  }
}
