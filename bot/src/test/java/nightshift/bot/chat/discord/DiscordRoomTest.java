package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.bot.loopback.discord.Person;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.House;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan's way through Discord, with the real JDA and the real engine. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DiscordRoomTest {

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  @Test
  void a_press_of_approve_runs_the_plan_and_the_card_names_who_decided() {
    ObjectNode card = night.open().asked();
    String press = night.alice.press(card, "Approve");
    assertThat(night.answer(press)).isEqualTo("Approved plan #1.");
    assertThat(night.discord.callback(press).at("/data/flags").asInt()).isEqualTo(64);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
    night.until(() -> night.card().path("content").asText().contains("Fixed"));
    assertThat(night.card().path("content").asText()).contains("Approved by alice");
    assertThat(night.card().findValuesAsText("label"))
        .containsExactly("Undo", "It helped", "Did not help", "Details");
    assertThat(night.discord.cards()).hasSize(1);
  }

  @Test
  void the_second_presser_is_told_who_decided() {
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    assertThat(night.answer(night.bob.press(card, "Approve"))).contains("was decided by alice");
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_stranger_is_refused_whatever_their_name_and_role_and_nothing_is_executed() {
    ObjectNode card = night.open().asked();
    assertThat(night.answer(night.eve.press(card, "Approve")))
        .contains("you are not known here")
        .contains("1 of oncall");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(night.house.events("denied-press")).isEqualTo(1);
  }

  @Test
  void a_known_person_gets_a_role_from_the_discord_role_that_they_wear() {
    ObjectNode card = night.open().asked();
    Person without = new Person(night.discord, night.bob.id(), "Bob", List.of());
    assertThat(night.answer(without.press(card, "Approve"))).contains("only 1 of oncall");
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(night.answer(night.bob.press(card, "Approve"))).contains("Approved plan #1");
    night.house.await(PlanState.RESOLVED);
  }

  @Test
  void reject_asks_for_the_reason_in_a_window_and_nothing_is_executed() {
    ObjectNode card = night.open().asked();
    String press = night.alice.press(card, "Reject");
    night.until(() -> night.discord.callback(press).path("type").asInt() == 9);
    JsonNode window = night.discord.callback(press).path("data");
    assertThat(window.path("title").asText()).isEqualTo("Reject plan #1");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    String sent =
        night.alice.submit(card, window.path("custom_id").asText(), "reason", "the bulb is hot");
    assertThat(night.answer(sent)).isEqualTo("Rejected plan #1.");
    assertThat(night.house.await(PlanState.REJECTED).note()).isEqualTo("the bulb is hot");
    assertThat(night.house.lamp.touched).hasValue(0);
    night.until(() -> night.card().path("content").asText().contains("Rejected by alice"));
  }

  @Test
  void a_critical_plan_is_approved_by_typing_the_name_of_its_target() {
    night.house.risk = Risk.CRITICAL;
    night.house.rules = rules(Risk.CRITICAL);
    ObjectNode card = night.open().asked();
    String press = night.alice.press(card, "Approve");
    night.until(() -> night.discord.callback(press).path("type").asInt() == 9);
    String id = night.discord.callback(press).at("/data/custom_id").asText();
    String unasked = night.alice.pressId(card, id.replace("confirm", "approve"));
    assertThat(night.answer(unasked)).contains("Plan #1 is critical");
    String wrong = night.alice.submit(card, id, "target", "cellar");
    assertThat(night.answer(wrong)).contains("not the name of the target");
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(night.answer(night.alice.submit(card, id, "target", "hall"))).contains("Approved");
    night.house.await(PlanState.RESOLVED);
  }

  static HouseRules rules(Risk risk) {
    return new HouseRules(
        Map.of(risk, House.rule(1)), Risk.LOW, 4, 100, Duration.ofMinutes(10), List.of(), "");
  }

  @Test
  void a_forged_or_foreign_button_changes_nothing_and_says_so() {
    ObjectNode card = night.open().asked();
    for (String forged :
        List.of(
            "ns1:approve:1:1:xyz", "ns2:approve:1:1:abcdef", "approve", "ns1:drop:1:1:abcdef")) {
      assertThat(night.answer(night.alice.pressId(card, forged)))
          .contains("not one of Nightshift's");
    }
    String stale = "ns1:approve:1:1:000000";
    assertThat(night.answer(night.alice.pressId(card, stale))).contains("not the one that you saw");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_press_that_could_not_be_acknowledged_in_time_decides_nothing() {
    ObjectNode card = night.open().asked();
    night.discord.faults.late = true;
    String press = night.alice.press(card, "Approve");
    night.until(() -> !night.discord.calls("POST", "/interactions/" + press).isEmpty());
    night.discord.faults.late = false;
    assertThat(night.answer(night.alice.press(card, "Approve"))).contains("Approved plan #1");
    List<Vote> votes = night.house.ledger.read(v -> v.votes(night.plan().id(), 1));
    assertThat(votes).hasSize(1);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void details_are_for_the_presser_alone_and_have_arguments_undo_and_digest() {
    ObjectNode card = night.open().asked();
    String press = night.bob.press(card, "Details");
    assertThat(night.answer(press))
        .contains("lamp.on")
        .contains("Can be undone: switches it off again")
        .contains(night.plan().draft().digest())
        .contains("never ran before");
    assertThat(night.discord.callback(press).at("/data/flags").asInt()).isEqualTo(64);
    assertThat(night.answer(night.eve.press(card, "Details"))).contains("not known here");
  }

  @Test
  void a_title_with_everyone_in_it_pings_nobody_but_the_policys_role() {
    night.open();
    night.house.darkUnder("dark: @everyone <@&1> <@2> https://evil.example");
    night.house.await(PlanState.AWAITING_APPROVAL);
    night.until(() -> !night.discord.cards().isEmpty());
    JsonNode sent = night.discord.calls("POST", "/messages").getFirst().body();
    assertThat(sent.at("/allowed_mentions/parse")).isEmpty();
    assertThat(sent.at("/allowed_mentions/roles")).hasSize(1);
    assertThat(sent.at("/allowed_mentions/roles/0").asText()).isEqualTo(Shapes.ONCALL);
    assertThat(sent.at("/allowed_mentions/users").isEmpty()).isTrue();
    assertThat(sent.toString()).doesNotContain("@everyone").doesNotContain("<@2>");
    assertThat(sent.toString()).contains("evil.example").doesNotContain("https://evil");
  }

  @Test
  void the_thread_has_progress_edited_in_place_and_the_result() {
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    night.house.await(PlanState.RESOLVED);
    String thread = card.path("id").asText();
    night.until(() -> texts(thread).stream().anyMatch(t -> t.contains("Verified")));
    List<String> texts = texts(thread);
    assertThat(texts.getFirst()).contains("Approved by alice");
    assertThat(texts).noneMatch(t -> t.contains("The step ended"));
    assertThat(texts).filteredOn(t -> t.contains("What was done")).hasSize(1);
    assertThat(night.discord.calls("POST", "/threads")).hasSize(1);
  }

  private List<String> texts(String thread) {
    return night.discord.in(thread).stream().map(m -> m.path("content").asText()).toList();
  }

  @Test
  void a_button_works_after_a_restart_between_card_and_press() {
    ObjectNode card = night.open().asked();
    night.restart();
    assertThat(night.answer(night.alice.press(card, "Approve"))).contains("Approved plan #1");
    night.house.await(PlanState.RESOLVED);
    night.until(() -> night.card().path("content").asText().contains("Approved by alice"));
    assertThat(night.discord.cards()).hasSize(1);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void undo_is_a_new_plan_with_a_card_of_its_own() {
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    night.house.await(PlanState.RESOLVED);
    night.until(() -> night.card().findValuesAsText("label").contains("Undo"));
    assertThat(night.answer(night.bob.press(night.card(), "Undo"))).contains("Undo is plan #2");
    night.until(() -> night.discord.cards().size() == 2);
    assertThat(night.answer(night.alice.press(night.card(), "Approve"))).contains("Approved");
    night.until(() -> !night.house.lamp.on);
  }

  @Test
  void fifty_presses_at_once_execute_once() {
    ObjectNode card = night.open().asked();
    List<String> presses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      presses.add((i % 2 == 0 ? night.alice : night.bob).press(card, "Approve"));
    }
    List<String> answers = presses.stream().map(night::answer).toList();
    assertThat(answers).filteredOn("Approved plan #1."::equals).hasSize(1);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_card_that_a_moderator_deleted_is_posted_anew() {
    ObjectNode card = night.open().asked();
    night.discord.delete(card.path("id").asText());
    night.answer(night.alice.pressId(card, card.findValuesAsText("custom_id").getFirst()));
    night.house.await(PlanState.RESOLVED);
    night.untilLater(() -> night.card().path("content").asText().contains("Approved by"));
    assertThat(night.discord.cards()).hasSize(1);
    assertThat(night.card().path("id")).isNotEqualTo(card.path("id"));
  }
}
