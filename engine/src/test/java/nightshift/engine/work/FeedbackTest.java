package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.card.Card;
import nightshift.engine.card.Card.Button;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People who looked know better than the probe. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FeedbackTest {

  private final House house = new House();
  private Plan fixed;

  @BeforeEach
  void fix() {
    house.with(House.playbook("lamp", Autonomy.AUTO, Rollback.NEVER, "lamp.on")).open();
    house.dark("hall");
    fixed = house.await(PlanState.RESOLVED);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Lesson lesson() {
    return house.ledger.read(v -> v.outcome(fixed.id())).map(Observation::lesson).orElseThrow();
  }

  private Verdict say(String who, boolean helped) {
    return house
        .engine
        .inbox()
        .feedback(fixed.id(), helped, House.voter(who), who + helped)
        .verdict();
  }

  private Card card() {
    return house.room.cards().stream()
        .filter(c -> c.plan().equals(fixed.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void one_tap_takes_a_success_back_on_the_card_too_and_another_gives_it_again() {
    Await.until(Duration.ofSeconds(20), () -> card().buttons().contains(Button.DID_NOT_HELP));
    assertThat(card().buttons()).contains(Button.HELPED);
    assertThat(say("bob", false)).isEqualTo(Verdict.ACCEPTED);
    assertThat(lesson().outcome()).isEqualTo(Outcome.NO_EFFECT);
    Await.until(
        Duration.ofSeconds(20),
        () -> card().status().startsWith("It did not help: bob says that it did not help."));
    assertThat(say("alice", true)).isEqualTo(Verdict.ACCEPTED);
    assertThat(lesson().outcome()).isEqualTo(Outcome.FIXED);
    assertThat(house.events("feedback")).isEqualTo(2);
  }

  @Test
  void saying_what_is_known_changes_nothing_and_keeps_the_watch() {
    assertThat(say("bob", true)).isEqualTo(Verdict.ACCEPTED);
    assertThat(lesson().watchUntil()).isNotNull();
  }

  @Test
  void who_may_not_decide_may_not_judge_and_that_is_written_down() {
    assertThat(say("eve", false)).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(lesson().outcome()).isEqualTo(Outcome.FIXED);
    assertThat(house.events("denied-press")).isEqualTo(1);
  }

  @Test
  void what_came_back_needs_no_judge() {
    house.clock.advance(Duration.ofMinutes(20));
    house.lamp.on = false;
    house.dark("hall");
    Await.until(Duration.ofSeconds(20), () -> lesson().outcome() == Outcome.RELAPSED);
    assertThat(say("bob", true)).isEqualTo(Verdict.CONFLICT);
    assertThat(lesson().outcome()).isEqualTo(Outcome.RELAPSED);
  }

  @Test
  void a_fix_that_people_took_back_became_a_success_by_one_tap() {
    Plan undo = house.engine.inbox().undo(fixed.id(), House.voter("alice"), "u").plan();
    house.approve(undo, "alice");
    house.await(undo.id(), PlanState.RESOLVED);
    assertThat(lesson().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(say("bob", true)).isEqualTo(Verdict.CONFLICT);
    assertThat(lesson().outcome()).isEqualTo(Outcome.UNKNOWN);
    Await.until(Duration.ofSeconds(45), () -> card().status().startsWith("Put back by plan"));
    assertThat(card().buttons()).doesNotContain(Button.HELPED, Button.DID_NOT_HELP);
  }
}
