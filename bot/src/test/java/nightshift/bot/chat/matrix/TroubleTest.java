package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the homeserver does not answer, answers badly, or answers no. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class TroubleTest {

  private static final String YES = "✅";
  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private String asked() {
    return night.open().asked().path("event_id").asText();
  }

  @Test
  void after_an_outage_everything_is_delivered_once_and_in_order() {
    String card = asked();
    night.server.failing(500, 429, 500, 502, 500, 429, 500);
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.RESOLVED);
    night.untilLater(() -> night.thread(card).stream().anyMatch(t -> t.contains("Verified")));
    night.untilLater(() -> night.text().contains("Fixed"));
    assertThat(night.server.stillFailing()).isFalse();
    assertThat(night.server.cards()).hasSize(1);
    assertThat(night.thread(card)).doesNotHaveDuplicates();
    assertThat(night.thread(card).getFirst()).contains("Approved by alice");
    assertThat(night.thread(card).getLast()).contains("Verified");
  }

  @Test
  void a_card_whose_answer_was_lost_is_not_posted_twice_and_not_left_behind() {
    night.open();
    night.server.losing(1);
    night.house.dark("hall");
    night.house.await(PlanState.AWAITING_APPROVAL);
    night.untilLater(() -> night.text().contains("expires"));
    assertThat(night.server.cards()).hasSize(1);
  }

  @Test
  void a_reaction_from_before_the_start_counts_if_its_card_waits_still() {
    String card = asked();
    night.stop();
    night.server.react(Night.ALICE, card, YES);
    night.again();
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
    night.until(() -> night.text().contains("Approved by alice"));
    assertThat(night.server.cards()).hasSize(1);
    night.heard();
    assertThat(night.thread(card)).noneMatch(t -> t.contains("decided by"));
  }

  @Test
  void a_reaction_among_more_events_than_fit_into_a_batch_is_found() {
    String card = asked();
    night.stop();
    night.server.batch = 5;
    night.server.react(Night.ALICE, card, YES);
    for (int i = 0; i < 250; i++) {
      night.server.say(Night.BOB, "talk " + i);
    }
    night.again();
    night.house.await(PlanState.RESOLVED);
    // The look at the waiting cards may find it first; the gap is filled all the same.
    night.until(() -> !night.server.calls("GET", "/messages").isEmpty());
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_command_in_a_gap_is_carried_out_once_and_in_its_order() {
    night.open().asked();
    night.stop();
    night.server.batch = 3;
    night.server.say(Night.ALICE, "!reject 1 no light please");
    night.server.say(Night.ALICE, "!approve 1");
    for (int i = 0; i < 150; i++) {
      night.server.say(Night.BOB, "talk " + i);
    }
    night.again();
    night.house.await(PlanState.REJECTED);
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void where_history_is_refused_the_cards_that_wait_are_looked_at() {
    String card = asked();
    night.stop();
    night.server.batch = 5;
    night.server.mute = true;
    night.server.react(Night.ALICE, card, YES);
    for (int i = 0; i < 20; i++) {
      night.server.say(Night.BOB, "talk " + i);
    }
    night.again();
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_token_that_the_homeserver_forgot_is_given_up_and_nothing_is_lost() {
    String card = asked();
    night.stop();
    night.house.ledger.write(tx -> {
      tx.keep("matrix/since/" + FakeHomeserver.ROOM, "from another life");
      return true;
    });
    night.server.react(Night.ALICE, card, YES);
    night.again();
    night.house.await(PlanState.RESOLVED);
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void the_place_up_to_which_was_heard_is_kept_only_after_the_decision() {
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.RESOLVED);
    night.heard();
    int press = night.server.timeline.relating(card, "m.annotation").size();
    assertThat(press).isPositive();
    night.until(() -> since() >= 5);
    // The same batch again, as after a crash between decision and note.
    night.stop();
    night.house.ledger.write(tx -> {
      tx.keep("matrix/since/" + FakeHomeserver.ROOM, "s0");
      return true;
    });
    int before = night.thread(card).size();
    night.again();
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(1);
    assertThat(night.thread(card)).hasSize(before);
  }

  private int since() {
    String token =
        night.house.ledger.read(v -> v.kept("matrix/since/" + FakeHomeserver.ROOM)).orElse("s0");
    return Integer.parseInt(token.substring(1));
  }

  @Test
  void a_retry_told_of_twice_draws_one_plan() {
    String card = asked();
    night.server.react(Night.ALICE, card, "❌");
    night.until(() -> night.server.seeds(card).equals(List.of("🔁")));
    night.heard();
    int before = since();
    night.server.react(Night.ALICE, card, "🔁");
    night.until(() -> night.house.plans().size() == 2);
    night.until(() -> night.server.cards().size() == 2);
    night.server.say(Night.BOB, "!reject 2 enough");
    night.until(() -> night.house.newest().state() == PlanState.REJECTED);
    String doing =
        night.server.timeline.relating(card, "m.annotation").stream()
            .filter(e -> e.at("/content/m.relates_to/key").asText().equals("🔁"))
            .filter(e -> e.path("sender").asText().equals(Night.ALICE))
            .map(e -> e.path("event_id").asText())
            .findFirst()
            .orElseThrow();
    night.said(card, "new try is plan #2");
    night.stop();
    int said = night.thread(card).size();
    // As the ledger would be had the process died after the plan was drawn.
    night.house.ledger.write(tx -> {
      tx.keep("matrix/since/" + FakeHomeserver.ROOM, "s" + before);
      tx.keep("matrix/doing/" + FakeHomeserver.ROOM, doing);
      return true;
    });
    night.again();
    night.heard();
    assertThat(night.house.plans()).hasSize(2);
    assertThat(night.thread(card)).filteredOn(t -> t.contains("new try is plan #2")).hasSize(1);
    assertThat(night.thread(card)).hasSize(said);
  }

  @Test
  void a_refused_token_is_said_with_its_remedy_and_mended_by_itself_when_it_is_taken_again() {
    String card = asked();
    night.server.forgotten = true;
    night.server.react(Night.ALICE, card, YES);
    night.until(() -> !night.room.health().ok());
    assertThat(night.room.health().detail())
        .contains("M_UNKNOWN_TOKEN")
        .contains("same device_id")
        .doesNotContain(FakeHomeserver.token());
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.forgotten = false;
    night.until(() -> night.room.health().ok());
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void an_encrypted_room_is_refused_with_the_remedy_and_no_press_counts_in_it() {
    String card = asked();
    night.server.encrypt();
    night.until(() -> !night.room.health().ok());
    assertThat(night.room.health().detail()).contains("encrypted").contains("make a new room");
    night.server.react(Night.ALICE, card, YES);
    night.house.dark("cellar");
    night.until(() -> night.house.plans().size() == 2);
    night.until(() -> night.server.calls("GET", "/state").size() > 3);
    assertThat(night.server.cards()).hasSize(1);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_bot_that_was_thrown_out_says_so_and_goes_on_when_it_is_invited_again() {
    String card = asked();
    night.server.member(FakeHomeserver.BOT, "leave");
    night.until(() -> !night.room.health().ok());
    assertThat(night.room.health().detail()).contains("not in the room").contains("invite");
    night.server.react(Night.ALICE, card, YES);
    night.server.member(FakeHomeserver.BOT, "invite");
    night.until(() -> night.room.health().ok());
    night.house.await(PlanState.RESOLVED);
    night.untilLater(() -> night.text().contains("Approved by alice"));
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void missing_power_to_react_is_said_and_commands_work_without() {
    night.server.powers("{\"events\":{\"m.reaction\":10}}");
    night.begin();
    night.until(() -> night.room.health().detail().contains("m.reaction"));
    assertThat(night.room.health().detail()).contains("power level 10");
    night.house.dark("hall");
    night.house.await(PlanState.AWAITING_APPROVAL);
    night.until(() -> night.text().contains("expires"));
    assertThat(night.server.seeds(night.id())).isEmpty();
    night.server.say(Night.ALICE, "!approve 1");
    night.house.await(PlanState.RESOLVED);
  }

  @Test
  void a_server_that_is_down_at_the_start_is_reached_when_it_is_back() {
    night.server.down = true;
    night.begin();
    night.until(() -> night.room.health().detail().contains("502"));
    night.house.dark("hall");
    night.house.await(PlanState.AWAITING_APPROVAL);
    assertThat(night.server.cards()).isEmpty();
    night.server.down = false;
    night.untilLater(() -> night.room.health().ok() && night.server.cards().size() == 1);
  }

  @Test
  void a_press_while_the_server_goes_down_is_not_lost() {
    String card = asked();
    night.server.down = true;
    night.server.react(Night.ALICE, card, YES);
    night.until(() -> !night.room.health().ok());
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.down = false;
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_token_of_another_device_is_noted() {
    asked();
    night.stop();
    night.server.device = "ANOTHER";
    night.again();
    Optional<String> kept = night.house.ledger.read(v -> v.kept("matrix/device"));
    assertThat(kept).contains("ANOTHER");
    ObjectNode card = night.card();
    night.server.react(Night.ALICE, card.path("event_id").asText(), YES);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.server.cards()).hasSize(1);
  }
}
