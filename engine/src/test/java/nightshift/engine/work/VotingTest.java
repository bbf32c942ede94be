package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import nightshift.engine.card.Card;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Terms;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The approval policy at work. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VotingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static Terms terms(int deny, boolean reason) {
    return new Terms(deny, reason, false, Duration.ZERO, Duration.ZERO);
  }

  private Plan asked(ApprovalRule rule) {
    house.allowedBy(rule);
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.ON_WORSE, "lamp.on")).open();
    house.dark("hall");
    return house.await(PlanState.AWAITING_APPROVAL);
  }

  private Receipt press(
      PlanId plan, String digest, Vote.Choice choice, Voter voter, String id, String reason) {
    return house.engine.inbox().decide(plan, 1, digest, choice, voter, id, reason);
  }

  @Test
  void where_two_must_say_no_one_no_only_counts_and_shows() {
    Plan plan = asked(House.rule(1).with(terms(2, false)));
    assertThat(house.reject(plan, "bob", "wait").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    Await.until(
        PATIENCE,
        () -> house.room.cards().stream().anyMatch(c -> c.status().contains("Against: bob")));
    assertThat(house.reject(plan, "bob", "really").verdict()).isEqualTo(Verdict.DUPLICATE);
    assertThat(house.reject(plan, "carol", "no").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void who_said_no_cannot_say_yes_to_the_same_and_others_can() {
    Plan plan = asked(House.rule(1).with(terms(2, false)));
    house.reject(plan, "bob", "wait");
    Receipt flip = house.approve(plan, "bob");
    assertThat(flip.verdict()).isEqualTo(Verdict.CONFLICT);
    assertThat(flip.message()).contains("You said no");
    assertThat(house.lamp.touched).hasValue(0);
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.ACCEPTED);
    house.await(plan.id(), PlanState.RESOLVED);
  }

  @Test
  void where_an_approval_needs_a_reason_none_counts_without_and_the_card_asks_for_it() {
    Plan plan = asked(House.rule(1).with(terms(1, true)));
    assertThat(house.approve(plan, "alice").verdict()).isEqualTo(Verdict.INVALID);
    assertThat(house.lamp.touched).hasValue(0);
    Await.until(PATIENCE, () -> !house.room.cards().isEmpty());
    assertThat(house.room.cards().getFirst().buttons())
        .startsWith(Card.Button.APPROVE_WITH_REASON, Card.Button.REJECT);
    Receipt yes =
        press(
            plan.id(),
            plan.shortDigest(),
            Vote.Choice.APPROVE,
            House.voter("alice"),
            "i",
            "I looked at it");
    assertThat(yes.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.await(plan.id(), PlanState.RESOLVED).decision().reason())
        .isEqualTo("I looked at it");
  }

  @Test
  void who_asked_for_an_undo_may_not_approve_it_and_may_stop_it() {
    ApprovalRule rule =
        new ApprovalRule(House.rule(1).groups(), Duration.ofMinutes(30), null, true);
    Plan plan = asked(rule);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
    Plan undo = house.engine.inbox().undo(plan.id(), House.voter("bob"), "u").plan();
    assertThat(house.approve(undo, "bob").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(house.reject(undo, "bob", "a mistake").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void a_thousand_presses_from_three_chats_at_once_execute_once() throws Exception {
    Plan plan = asked(House.rule(2));
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Receipt>> receipts = new ArrayList<>();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        String who = List.of("alice", "bob", "eve", "carol").get(i % 4);
        String chat = List.of("web", "discord", "matrix").get(i % 3);
        Voter voter = new Voter(chat, who, who, Set.of(), Map.of());
        // Every tenth press is the same one again, as after a lost answer.
        String id = i % 10 == 0 ? "again" : UUID.randomUUID().toString();
        receipts.add(
            crowd.submit(() -> {
              go.await();
              return press(plan.id(), plan.draft().digest(), Vote.Choice.APPROVE, voter, id, "");
            }));
      }
      go.countDown();
    }
    house.await(plan.id(), PlanState.RESOLVED);
    List<Verdict> verdicts = new ArrayList<>();
    for (Future<Receipt> r : receipts) {
      verdicts.add(r.get().verdict());
    }
    assertThat(verdicts.stream().filter(v -> v == Verdict.ACCEPTED)).hasSize(1);
    assertThat(verdicts.stream().filter(v -> v == Verdict.COUNTED)).hasSize(1);
    assertThat(verdicts.stream().filter(v -> v == Verdict.NOT_ALLOWED)).hasSize(250);
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(house.events("claimed")).isEqualTo(1);
    assertThat(house.events("step-started")).isEqualTo(1);
  }

  @Test
  void replayed_forged_stale_and_crossed_presses_change_nothing() {
    Plan first = asked(House.rule(2));
    house.dark("attic");
    Await.until(PATIENCE, () -> house.plans().size() == 2);
    Plan second = house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
    Voter alice = House.voter("alice");
    Vote.Choice yes = Vote.Choice.APPROVE;
    String digest = first.draft().digest();
    assertThat(press(first.id(), digest, yes, alice, "p", "").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(press(first.id(), digest, yes, alice, "p", "").verdict())
        .isEqualTo(Verdict.DUPLICATE);
    assertThat(press(first.id(), digest, yes, House.voter("bob"), "p", "").verdict())
        .as("another person's press of the same id")
        .isEqualTo(Verdict.DUPLICATE);
    assertThat(press(second.id(), digest, yes, alice, "q", "").verdict())
        .as("the first plan's digest on the second plan")
        .isEqualTo(Verdict.STALE);
    assertThat(press(first.id(), second.shortDigest(), yes, alice, "r", "").verdict())
        .isEqualTo(Verdict.STALE);
    assertThat(press(first.id(), digest.substring(0, 5), yes, alice, "s", "").verdict())
        .as("too little of the digest")
        .isEqualTo(Verdict.STALE);
    assertThat(press(new PlanId(99), digest, yes, alice, "t", "").verdict())
        .isEqualTo(Verdict.NOT_FOUND);
    var inbox = house.engine.inbox();
    assertThat(inbox.decide(first.id(), 2, digest, yes, alice, "u", "").verdict())
        .isEqualTo(Verdict.STALE);
    assertThat(inbox.decide(first.id(), 0, digest, yes, alice, "v", "").verdict())
        .isEqualTo(Verdict.STALE);
    assertThat(house.plan(first.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.plan(second.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(0);
  }
}
