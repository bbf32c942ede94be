package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card.Button;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One card for a whole storm: what comes on it, and how it ends. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StormTest extends StormyHouse {

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
  void a_batch_whose_plans_were_all_answered_ends_by_itself() {
    Plan batch = storm(2);
    held().forEach(p -> house.reject(p, "bob", "not now"));
    assertThat(house.await(batch.id(), PlanState.CANCELLED).note())
        .isEqualTo("none of its plans waits any more");
    assertThat(house.lamp.touched).hasValue(1);
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
