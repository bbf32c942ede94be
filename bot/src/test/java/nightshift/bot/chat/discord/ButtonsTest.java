package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Terms;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The buttons beside Approve and Reject. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ButtonsTest {

  private static final String ONE = "[{\"type\":4,\"name\":\"id\",\"value\":1}]";

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private void with(Autonomy autonomy, Limits limits) {
    Playbook lamp = House.playbook("lamp", autonomy, Rollback.NEVER, "lamp.on");
    night.house.only(House.within(lamp, limits));
    night.open();
  }

  private static Limits limits(int breaker) {
    Duration day = Duration.ofDays(1);
    return new Limits(Duration.ZERO, 100, day, breaker, day, Duration.ofHours(2));
  }

  /** The newest card, once it has this button. */
  private ObjectNode cardWith(String label) {
    night.until(() -> night.card().findValuesAsText("label").contains(label));
    return night.card();
  }

  @Test
  void cancel_stops_what_would_have_run_by_itself() {
    with(Autonomy.COUNTDOWN, limits(5));
    night.house.dark("hall");
    ObjectNode card = cardWith("Cancel");
    assertThat(night.answer(night.eve.press(card, "Cancel"))).contains("not known here");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.answer(night.bob.press(card, "Cancel"))).contains("#1");
    assertThat(night.house.await(PlanState.REJECTED).decision().by()).isEqualTo("bob");
    night.house.clock.advance(Duration.ofHours(3));
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  private Plan failed(String lamp, int number) {
    night.house.dark(lamp);
    night.until(() -> night.house.plans().size() == number);
    return night.house.await(night.plan().id(), PlanState.FAILED);
  }

  @Test
  void close_breaker_is_for_the_admin_and_what_comes_next_runs_again() {
    with(Autonomy.AUTO, limits(2));
    night.house.lamp.mood = Mood.DOES_NOTHING;
    failed("one", 1);
    failed("two", 2);
    night.house.lamp.mood = Mood.WORKS;
    night.house.dark("three");
    ObjectNode card = cardWith("Close breaker");
    assertThat(night.answer(night.bob.press(card, "Close breaker")))
        .contains("Only the role admin");
    assertThat(night.house.events("breaker-closed")).isZero();
    assertThat(night.answer(night.alice.press(card, "Close breaker")))
        .contains("Closed the breaker of lamp");
    assertThat(night.house.payloads("breaker-closed"))
        .singleElement()
        .asString()
        .contains("pressed on plan #3");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    night.house.dark("four");
    night.until(() -> night.house.plans().size() == 4);
    assertThat(night.plan().draft().asks()).isFalse();
    night.house.await(night.plan().id(), PlanState.RESOLVED);
  }

  private void reasons() {
    night.house.allowedBy(
        House.rule(1).with(new Terms(1, true, false, Duration.ZERO, Duration.ZERO)));
    night.open().asked();
  }

  @Test
  void a_plan_that_wants_a_reason_is_approved_in_a_window_that_asks_for_it() {
    reasons();
    ObjectNode card = night.card();
    String press = night.alice.press(card, "Approve…");
    night.until(() -> night.discord.callback(press).path("type").asInt() == 9);
    JsonNode window = night.discord.callback(press).path("data");
    assertThat(window.path("title").asText()).isEqualTo("Approve plan #1");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    String id = window.path("custom_id").asText();
    assertThat(night.answer(night.alice.submit(card, id, "reason", "  ")))
        .contains("needs a reason");
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(night.answer(night.alice.submit(card, id, "reason", "the bulb is new")))
        .isEqualTo("Approved plan #1.");
    assertThat(night.house.await(PlanState.RESOLVED).decision().reason())
        .isEqualTo("the bulb is new");
  }

  @Test
  void the_command_takes_the_reason_too() {
    reasons();
    assertThat(night.answer(night.alice.command("approve", ONE))).contains("needs a reason");
    assertThat(night.house.lamp.touched).hasValue(0);
    String why =
        ONE.replace("}]", "},{\"type\":3,\"name\":\"reason\",\"value\":\"the bulb is new\"}]");
    assertThat(night.answer(night.alice.command("approve", why))).contains("Approved plan #1");
    assertThat(night.house.await(PlanState.RESOLVED).decision().reason())
        .isEqualTo("the bulb is new");
  }

  private Outcome outcome() {
    return night.house.ledger.read(v -> v.outcome(night.plan().id())).orElseThrow().outcome();
  }

  @Test
  void one_tap_says_whether_it_helped() {
    ObjectNode asked = night.open().asked();
    night.answer(night.alice.press(asked, "Approve"));
    night.house.await(PlanState.RESOLVED);
    ObjectNode card = cardWith("Did not help");
    assertThat(night.answer(night.eve.press(card, "Did not help"))).contains("not known here");
    assertThat(outcome()).isEqualTo(Outcome.FIXED);
    night.answer(night.bob.press(card, "Did not help"));
    assertThat(outcome()).isEqualTo(Outcome.NO_EFFECT);
    night.answer(night.alice.press(cardWith("It helped"), "It helped"));
    assertThat(outcome()).isEqualTo(Outcome.FIXED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }
}
