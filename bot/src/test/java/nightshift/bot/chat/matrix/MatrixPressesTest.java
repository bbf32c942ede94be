package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.House;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which reactions count, whose, and how often. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class MatrixPressesTest extends OneCard {

  @Test
  void the_audit_has_the_mxid_the_reaction_and_both_times() {
    String card = asked();
    String press = night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.RESOLVED);
    Vote vote = night.house.ledger.read(v -> v.votes(night.plan().id(), 1)).getFirst();
    assertThat(vote.voter().subject()).isEqualTo(Night.ALICE);
    assertThat(vote.interaction()).isEqualTo(press);
    assertThat(vote.voter().where())
        .containsEntry("event", press)
        .containsEntry("card", card)
        .containsEntry("sent", "2026-11-24T03:00:00Z")
        .containsKeys("received", "room");
  }

  @Test
  void whoever_is_later_is_told_in_the_thread_who_decided() {
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.RESOLVED);
    night.server.react(Night.BOB, card, YES);
    ObjectNode told = night.said(card, "was decided by alice (matrix)");
    assertThat(told.at("/content/msgtype").asText()).isEqualTo("m.text");
    assertThat(told.at("/content/m.mentions/user_ids"))
        .extracting(JsonNode::asText)
        .containsExactly(Night.BOB);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_stranger_is_refused_once_however_often_they_press_and_nothing_is_executed() {
    String card = asked();
    for (int i = 0; i < 3; i++) {
      String press = night.server.react(Night.EVE, card, YES);
      night.heard();
      night.server.redact(Night.EVE, press);
    }
    ObjectNode told = night.said(card, "you are not known here");
    assertThat(told.at("/content/msgtype").asText()).isEqualTo("m.notice");
    assertThat(night.thread(card)).filteredOn(t -> t.contains("not known")).hasSize(1);
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(night.house.events("denied-press")).isEqualTo(3);
  }

  @Test
  void who_left_the_room_before_the_press_was_looked_at_decides_nothing() {
    String card = asked();
    night.stop();
    night.server.react(Night.ALICE, card, YES);
    night.server.member(Night.ALICE, "leave");
    night.again();
    night.until(() -> night.house.events("denied-press") == 1);
    night.server.member(Night.ALICE, "join");
    night.heard();
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(night.house.events("denied-press")).isEqualTo(1);
  }

  @Test
  void a_cross_rejects_at_once_with_a_reason_that_says_so_and_nothing_is_executed() {
    String card = asked();
    night.server.react(Night.ALICE, card, NO);
    assertThat(night.house.await(PlanState.REJECTED).note()).isEqualTo(Presses.NO_WORDS);
    assertThat(night.house.lamp.touched).hasValue(0);
    night.until(() -> night.text().contains("Rejected by alice (matrix)"));
    night.until(() -> night.server.seeds(card).equals(List.of("🔁")));
  }

  @Test
  void both_marks_of_one_person_count_in_their_order_and_the_first_decides() {
    String card = asked();
    night.server.react(Night.ALICE, card, NO);
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.REJECTED);
    night.heard();
    night.said(card, "was decided by alice");
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_reaction_withdrawn_before_it_was_heard_counts_for_nothing() {
    String card = asked();
    night.stop();
    night.server.redact(Night.ALICE, night.server.react(Night.ALICE, card, YES));
    night.again();
    night.heard();
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_reaction_withdrawn_before_its_card_was_noted_counts_for_nothing() {
    asked();
    String posted = night.server.say(Night.BOB, "what comes to be known as a card");
    String press = night.server.react(Night.ALICE, posted, YES);
    night.heard();
    night.server.redact(Night.ALICE, press);
    night.heard();
    night.house.ledger.write(tx -> {
      Place place = new Place(FakeHomeserver.ROOM, posted);
      tx.cardShown(night.plan().id(), place.ref(), 99, night.house.clock.instant());
      return true;
    });
    night.server.say(Night.BOB, "good night");
    night.heard();
    night.server.say(Night.BOB, "sleep well");
    night.heard();
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void selectors_and_skin_tones_make_no_difference_and_other_marks_mean_nothing() {
    String card = asked();
    for (String other : List.of("👌", "✔️", "", "ok", "✅✅", "✅".repeat(100))) {
      night.server.react(Night.ALICE, card, other);
    }
    night.heard();
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    night.server.react(Night.ALICE, card, "✅\uFE0F\uD83C\uDFFD");
    night.house.await(PlanState.RESOLVED);
  }

  @Test
  void marks_on_messages_that_are_no_cards_mean_nothing() {
    String card = asked();
    String forged = night.server.say(Night.EVE, "Plan #1: Switch on the lamp hall");
    night.server.react(Night.ALICE, forged, YES);
    night.server.react(Night.ALICE, night.server.say(Night.EVE, card, "look"), YES);
    night.heard();
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_critical_plan_is_not_approved_by_a_touch_but_by_the_name_of_its_target() {
    night.house.risk = Risk.CRITICAL;
    night.house.rules = rules(Risk.CRITICAL);
    String card = asked();
    assertThat(night.server.seeds(card)).containsExactly(NO);
    assertThat(night.text()).contains("To approve, write !approve 1 and the name of the target");
    night.server.react(Night.ALICE, card, YES);
    night.said(card, "Write !approve 1 hall");
    assertThat(night.answer(night.server.say(Night.ALICE, "!approve 1 cellar")))
        .contains("not the name of the target");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.say(Night.ALICE, "!approve 1 hall");
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  private static HouseRules rules(Risk risk) {
    return rules(risk, 1);
  }

  private static HouseRules rules(Risk risk, int approvals) {
    return new HouseRules(
        Map.of(risk, House.rule(approvals)),
        Risk.LOW,
        4,
        100,
        Duration.ofMinutes(10),
        List.of(),
        "");
  }

  @Test
  void two_approvals_are_two_people_and_the_first_is_told_that_one_is_missing() {
    night.house.rules = rules(Risk.LOW, 2);
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    night.said(card, "still needs 1 more of oncall");
    night.server.react(Night.ALICE, card, "✅\uFE0F");
    night.said(card, "counted already");
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.react(Night.BOB, card, YES);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void the_power_level_that_the_configuration_names_gives_the_role_and_no_less_does() {
    night.close();
    night = new Night(Map.of("oncall", 40), Autonomy.ASK, "lamp.on");
    String card = asked();
    night.server.react(Night.EVE, card, YES);
    night.said(card, "you are not known here");
    night.server.powers("{\"users\":{\"@nightshift:test.example\":50,\"@eve:test.example\":39}}");
    night.server.react(Night.EVE, card, "✅\uFE0F");
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.powers("{\"users\":{\"@nightshift:test.example\":50,\"@eve:test.example\":40}}");
    night.server.redact(Night.EVE, night.server.react(Night.EVE, card, "✅\uFE0E"));
    night.server.react(Night.EVE, card, "✅\uFE0E");
    night.house.await(PlanState.RESOLVED);
    night.until(() -> night.text().contains("Approved by @\u200Beve:test.example (matrix)"));
  }

  @Test
  void fifty_reactions_at_once_execute_once() {
    String card = asked();
    for (int i = 0; i < 50; i++) {
      night.server.react(i % 2 == 0 ? Night.ALICE : Night.BOB, card, YES);
    }
    night.house.await(PlanState.RESOLVED);
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(1);
    List<Vote> votes = night.house.ledger.read(v -> v.votes(night.plan().id(), 1));
    assertThat(votes).hasSize(1);
  }
}
