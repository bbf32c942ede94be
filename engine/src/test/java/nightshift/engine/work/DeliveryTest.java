package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightshift.engine.card.Card.Button;
import nightshift.engine.card.CardRef;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cards and replies reach the chat, whatever happens to it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeliveryTest {

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
  void chat_that_is_down_loses_nothing() {
    house.room.fail(ChatException.Kind.UNAVAILABLE);
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    assertThat(plan.expiresAt()).isNull();
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
    house.room.fail(null);
    Await.until(
        Duration.ofSeconds(30),
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
    Await.until(
        Duration.ofSeconds(30), () -> !house.ledger.read(v -> v.cards(plan.id())).isEmpty());
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
  void closing_while_a_card_is_being_posted_does_not_forget_where_it_is() throws Exception {
    CountDownLatch answers = house.room.holdAnswers();
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    Await.until(Duration.ofSeconds(45), () -> house.room.posts() == 1);
    Thread closing = Thread.ofVirtual().start(house.engine::close);
    Await.until(
        Duration.ofSeconds(45),
        () -> !closing.isAlive() || closing.getState() == Thread.State.TIMED_WAITING);
    answers.countDown();
    closing.join();
    List<CardRef> noted = house.ledger.read(v -> v.cards(plan.id()));
    assertThat(noted).hasSize(1);
    house.open();
    house.approve(plan, "alice");
    Await.until(
        Duration.ofSeconds(45),
        () -> house.room.cards().stream().anyMatch(c -> c.state() == PlanState.RESOLVED));
    assertThat(house.room.posts()).isEqualTo(1);
  }

  @Test
  void a_card_that_ended_has_no_approve_button_and_names_the_decider() {
    open(Autonomy.ASK, "lamp.on");
    Plan plan = asked();
    house.approve(plan, "alice");
    house.await(PlanState.RESOLVED);
    Await.until(
        Duration.ofSeconds(5),
        () -> house.room.cards().stream().anyMatch(c -> c.state() == PlanState.RESOLVED));
    var card = house.room.cards().getFirst();
    assertThat(card.buttons()).doesNotContain(Button.APPROVE, Button.REJECT).contains(Button.UNDO);
    assertThat(card.status()).contains("alice (test)");
  }
}
