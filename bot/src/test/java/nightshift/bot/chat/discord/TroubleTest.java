package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.bot.loopback.discord.Call;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.engine.contract.Lamp;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when Discord does not answer, answers badly, or answers no. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class TroubleTest {

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private List<String> texts(ObjectNode card) {
    return night.discord.in(card.path("id").asText()).stream()
        .map(m -> m.path("content").asText())
        .toList();
  }

  @Test
  void after_an_outage_everything_is_delivered_once_and_in_order() {
    ObjectNode card = night.open().asked();
    night.discord.faults.failing(500, 429, 500, 502, 500, 429, 500);
    night.answer(night.alice.press(card, "Approve"));
    night.house.await(PlanState.RESOLVED);
    night.untilLater(() -> texts(card).stream().anyMatch(t -> t.contains("Verified")));
    night.untilLater(() -> night.card().path("content").asText().contains("Fixed"));
    assertThat(night.discord.faults.stillFailing()).isFalse();
    assertThat(night.discord.cards()).hasSize(1);
    List<String> texts = texts(card);
    assertThat(texts).doesNotHaveDuplicates();
    assertThat(texts.getFirst()).contains("Approved by alice");
    assertThat(texts.getLast()).contains("Verified");
  }

  @Test
  void a_card_whose_answer_was_lost_is_not_posted_twice() {
    night.open();
    night.discord.faults.losing(1);
    night.house.dark("hall");
    night.house.await(PlanState.AWAITING_APPROVAL);
    night.untilLater(() -> night.discord.calls("POST", "/messages").size() > 1);
    night.untilLater(() -> night.card().path("content").asText().contains("expires"));
    assertThat(night.discord.cards()).hasSize(1);
  }

  @Test
  void a_dropped_gateway_is_resumed_and_presses_go_on() {
    ObjectNode card = night.open().asked();
    night.discord.gateway().drop();
    night.until(() -> night.discord.gateway().resumed() == 1);
    assertThat(night.answer(night.alice.press(card, "Approve"))).contains("Approved plan #1");
    night.house.await(PlanState.RESOLVED);
    night.until(() -> night.room.health().ok());
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void missing_permissions_are_named_one_by_one_and_keep_readyz_red() {
    night.discord.gateway().forbid(38, 15);
    night.connect();
    night.until(() -> night.room.health().detail().contains("lacks"));
    assertThat(night.room.health().detail())
        .contains("Attach Files")
        .contains("Send Messages in Threads")
        .contains("#night");
  }

  @Test
  void a_deleted_message_in_the_thread_and_an_archived_thread_are_survived() {
    ObjectNode card = night.open().asked();
    String thread = card.path("id").asText();
    night.answer(night.alice.press(card, "Approve"));
    night.house.await(PlanState.RESOLVED);
    night.untilLater(() -> texts(card).stream().anyMatch(t -> t.contains("Verified")));
    night.discord.archive(thread);
    night.untilLater(() -> night.card().findValuesAsText("label").contains("Undo"));
    night.answer(night.alice.press(night.card(), "Undo"));
    night.untilLater(() -> texts(card).stream().anyMatch(t -> t.contains("asked for the undo")));
    assertThat(night.discord.cards()).hasSize(2);
  }

  @Test
  void a_failure_calls_the_policys_role_in_the_thread_and_nobody_else() {
    night.house.lamp.mood = Lamp.Mood.FAILS;
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    night.untilLater(() -> texts(card).stream().anyMatch(t -> t.contains("went wrong")));
    String posts = card.path("id").asText() + "/messages";
    night.untilLater(() -> called(posts).size() == 1);
    assertThat(called(posts))
        .allMatch(c -> c.body().at("/allowed_mentions/roles/0").asText().equals(Shapes.ONCALL))
        .allMatch(c -> c.body().at("/allowed_mentions/parse").isEmpty());
  }

  private List<Call> called(String path) {
    return night.discord.calls("POST", path).stream()
        .filter(c -> c.body().path("content").asText().contains("went wrong"))
        .toList();
  }

  @Test
  void an_automatic_success_arrives_without_a_sound() {
    try (Night quiet = new Night(Autonomy.AUTO, "lamp.on")) {
      quiet.open();
      quiet.house.dark("hall");
      quiet.house.await(PlanState.RESOLVED);
      quiet.untilLater(() -> quiet.card().path("content").asText().contains("Fixed"));
      var sent = quiet.discord.calls("POST", Shapes.CHANNEL + "/messages").getFirst().body();
      assertThat(sent.path("flags").asInt() & 1 << 12).isNotZero();
      assertThat(sent.at("/allowed_mentions/roles").isEmpty()).isTrue();
    }
  }

  @Test
  void a_server_that_is_down_at_the_start_is_reached_when_it_is_back() {
    int port = night.discord.port();
    night.discord.close();
    night.begin();
    night.until(() -> !night.room.health().ok());
    assertThat(night.room.health().detail()).startsWith("Discord: ");
    try (FakeDiscord back = new FakeDiscord(port)) {
      night.house.dark("hall");
      night.untilLater(() -> night.room.health().ok() && back.cards().size() == 1);
    }
  }
}
