package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.config.DiscordSettings;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.Lamp;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Attention;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels, threads, guilds and limits that go away, and come back. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class HardNightsTest {

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private List<String> texts(String channel) {
    return night.discord.in(channel).stream().map(m -> m.path("content").asText()).toList();
  }

  private void resolved() {
    night.house.await(PlanState.RESOLVED);
    night.untilLater(() -> night.card().path("content").asText().contains("Fixed"));
  }

  @Test
  void a_gateway_that_drops_between_press_and_answer_loses_nothing() {
    ObjectNode card = night.open().asked();
    String press = night.alice.press(card, "Approve");
    night.discord.gateway().drop();
    assertThat(night.answer(press)).contains("Approved plan #1");
    resolved();
    night.until(() -> night.discord.gateway().resumed() == 1);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_global_limit_is_waited_out_and_everything_is_delivered_once() {
    ObjectNode card = night.open().asked();
    night.discord.faults.failing(Faults.GLOBAL, 429, Faults.GLOBAL);
    night.answer(night.alice.press(card, "Approve"));
    resolved();
    night.untilLater(
        () -> texts(card.path("id").asText()).stream().anyMatch(t -> t.contains("Verified")));
    assertThat(night.discord.faults.stillFailing()).isFalse();
    assertThat(texts(card.path("id").asText())).doesNotHaveDuplicates();
    assertThat(night.discord.cards()).hasSize(1);
  }

  @Test
  void a_bot_that_is_thrown_out_says_so_and_delivers_when_it_is_invited_again() {
    ObjectNode card = night.open().asked();
    night.discord.gateway().removed();
    night.until(() -> night.room.health().detail().contains("is not in guild"));
    assertThat(night.room.health().detail()).contains("invite it");
    night.house.approve(night.plan(), "alice");
    night.house.ledger.read(v -> v.plan(night.plan().id()));
    night.discord.gateway().invited();
    night.until(() -> night.room.health().ok());
    assertThat(night.answer(night.alice.press(card, "Approve"))).contains("plan #1");
    resolved();
    assertThat(night.house.lamp.touched).hasValue(1);
    assertThat(night.discord.cards()).hasSize(1);
  }

  @Test
  void a_deleted_channel_is_named_and_its_cards_wait() {
    night.open().asked();
    night.discord.deleteChannel(Shapes.CHANNEL);
    night.until(() -> night.room.health().detail().contains("no text channel"));
    night.house.approve(night.plan(), "nobody");
    assertThat(night.discord.cards()).isEmpty();
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_deleted_thread_brings_a_new_card_with_a_new_thread() {
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    resolved();
    night.untilLater(
        () -> texts(card.path("id").asText()).stream().anyMatch(t -> t.contains("Verified")));
    night.discord.deleteThread(card.path("id").asText());
    night.answer(night.alice.press(night.card(), "Undo"));
    night.untilLater(() ->
        night.discord.cards().stream()
            .filter(c -> !c.path("id").equals(card.path("id")))
            .anyMatch(c ->
                texts(c.path("id").asText()).stream()
                    .anyMatch(t -> t.contains("asked for the undo"))));
    assertThat(night.discord.cards()).noneMatch(c -> c.path("id").equals(card.path("id")));
  }

  @Test
  void a_permission_that_is_taken_away_holds_replies_back_until_it_is_given_again() {
    ObjectNode card = night.open().asked();
    String thread = card.path("id").asText();
    night.discord.faults.forbid("/messages/" + thread + "/threads", Troubles.MISSING_PERMISSIONS);
    night.answer(night.alice.press(card, "Approve"));
    resolved();
    night.untilLater(() -> !night.discord.calls("POST", "/threads").isEmpty());
    assertThat(texts(thread)).isEmpty();
    night.discord.faults.allow();
    night.untilLater(() -> texts(thread).stream().anyMatch(t -> t.contains("Verified")));
    assertThat(texts(thread).getFirst()).contains("Approved by alice");
    assertThat(texts(thread)).doesNotHaveDuplicates();
  }

  @Test
  void cards_go_to_the_channel_of_the_first_route_that_fits_and_stay_there() {
    night.discord.routes =
        List.of(
            new DiscordSettings.Route(
                Shapes.CHANNEL, List.of("disk-*"), List.of(), Optional.empty()),
            new DiscordSettings.Route(Shapes.LAB, List.of("lam?"), List.of(), Optional.empty()));
    night.open();
    night.house.dark("hall");
    night.house.await(PlanState.AWAITING_APPROVAL);
    night.until(() -> night.discord.in(Shapes.LAB).size() == 1);
    assertThat(night.discord.cards()).isEmpty();
    night.discord.routes = List.of();
    night.restart();
    ObjectNode card = night.discord.in(Shapes.LAB).getFirst();
    assertThat(night.answer(night.alice.press(card, "Approve"))).contains("Approved plan #1");
    night.house.await(PlanState.RESOLVED);
    night.untilLater(
        () -> night.discord.in(Shapes.LAB).getFirst().path("content").asText().contains("Fixed"));
    assertThat(night.discord.cards()).isEmpty();
    night.answer(night.alice.press(night.discord.in(Shapes.LAB).getFirst(), "Undo"));
    night.until(() -> night.discord.cards().size() == 1);
  }

  @Test
  void a_route_can_ask_for_a_severity_or_a_label() {
    night.discord.routes =
        List.of(
            new DiscordSettings.Route(
                Shapes.LAB,
                List.of(),
                List.of(nightshift.engine.alert.Severity.HIGH),
                Optional.of(a ->
                    "lab".equals(a.labels().get("env"))
                        ? Optional.empty()
                        : Optional.of("not lab"))));
    night.open().asked();
    assertThat(night.discord.in(Shapes.LAB)).isEmpty();
    assertThat(night.discord.cards()).hasSize(1);
  }

  @Test
  void a_plan_in_doubt_is_settled_by_a_press_and_the_presser_is_in_the_ledger() {
    night.house.lamp.mood = Lamp.Mood.HANGS;
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    night.untilLater(() -> night.plan().state() == PlanState.IN_DOUBT);
    night.untilLater(() -> night.card().findValuesAsText("label").contains("Not fixed"));
    assertThat(night.answer(night.eve.press(night.card(), "It is fixed")))
        .contains("not known here");
    assertThat(night.plan().state()).isEqualTo(PlanState.IN_DOUBT);
    String press = night.alice.press(night.card(), "Not fixed");
    assertThat(night.answer(press)).contains("Plan #1");
    night.house.await(PlanState.FAILED);
    JsonNode noted = pressed(press);
    assertThat(noted.path("subject").asText()).isEqualTo(night.alice.id());
    assertThat(noted.path("name").asText()).isEqualTo("Alice");
    assertThat(noted.path("guild").asText()).isEqualTo(Shapes.GUILD);
    assertThat(noted.path("channel").asText()).isEqualTo(Shapes.CHANNEL);
    assertThat(noted.path("message").asText()).isEqualTo(card.path("id").asText());
  }

  private JsonNode pressed(String interaction) {
    return night.house.ledger.read(v -> v.eventsAfter(0, 10_000)).stream()
        .filter(e -> e.type().equals("press"))
        .map(e -> (JsonNode) Shapes.object(e.payload().replace("%", "%%")))
        .filter(p -> p.path("interaction").asText().equals(interaction))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void try_again_is_a_new_plan() {
    night.house.lamp.mood = Lamp.Mood.FAILS;
    ObjectNode card = night.open().asked();
    night.answer(night.alice.press(card, "Approve"));
    night.untilLater(() -> night.card().findValuesAsText("label").contains("Try again"));
    night.house.clock.advance(Duration.ofHours(1));
    assertThat(night.answer(night.bob.press(night.card(), "Try again"))).contains("plan #2");
    night.untilLater(() -> night.discord.cards().size() == 2);
  }

  @Test
  void an_expired_card_has_no_approve_and_a_late_press_of_it_changes_nothing() {
    ObjectNode card = night.open().asked();
    night.house.clock.advance(Duration.ofMinutes(31));
    assertThat(night.answer(night.alice.press(card, "Approve"))).contains("has expired");
    night.untilLater(() -> night.card().path("content").asText().contains("Expired"));
    assertThat(night.card().findValuesAsText("label")).doesNotContain("Approve", "Reject");
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_vote_has_the_presser_the_place_and_the_interaction_in_the_ledger() {
    ObjectNode card = night.open().asked();
    String press = night.alice.press(card, "Approve");
    night.answer(press);
    Vote vote = night.house.ledger.read(v -> v.votes(night.plan().id(), 1)).getFirst();
    assertThat(vote.interaction()).isEqualTo(press);
    assertThat(vote.voter().subject()).isEqualTo(night.alice.id());
    assertThat(vote.voter().shownName()).isEqualTo("Alice");
    assertThat(vote.voter().where())
        .isEqualTo(
            Map.of(
                "guild",
                Shapes.GUILD,
                "channel",
                Shapes.CHANNEL,
                "message",
                card.path("id").asText(),
                "interaction",
                press));
  }

  @Test
  void the_person_on_call_gets_a_direct_message_with_a_link_once() {
    night.house.attention =
        new Attention(null, null, new Attention.Direct(List.of("oncall"), Risk.LOW));
    ObjectNode card = night.open().asked();
    night.untilLater(() -> night.discord.in(Shapes.LETTERS).size() == 1);
    JsonNode letter = night.discord.in(Shapes.LETTERS).getFirst();
    assertThat(letter.path("content").asText())
        .contains("Waits: Switch on")
        .endsWith("/" + Shapes.GUILD + "/" + Shapes.CHANNEL + "/" + card.path("id").asText());
    JsonNode asked = night.discord.calls("POST", "/users/@me/channels").getFirst().body();
    assertThat(asked.path("recipient_id").asText()).isEqualTo(night.alice.id());
  }

  @Test
  void somebody_who_takes_no_direct_messages_is_called_in_the_thread_all_the_same() {
    night.house.attention =
        new Attention(null, null, new Attention.Direct(List.of("oncall"), Risk.LOW));
    night.discord.faults.forbid("/channels/" + Shapes.LETTERS + "/messages", 50007);
    ObjectNode card = night.open().asked();
    String thread = card.path("id").asText();
    night.untilLater(() -> texts(thread).stream().anyMatch(t -> t.contains("direct message")));
    night.house.clock.advance(Duration.ofMinutes(16));
    night.untilLater(() -> texts(thread).stream().anyMatch(t -> t.contains("Nobody has answered")));
    assertThat(texts(thread)).doesNotHaveDuplicates();
  }

  @Test
  void the_first_hundred_characters_carry_verb_target_risk_and_expiry() {
    ObjectNode card = night.open().asked();
    String first = card.path("content").asText();
    String seen = first.substring(0, Math.min(100, first.length()));
    assertThat(seen).contains("Switch on the lamp hall", "low risk", "expires <t:");
    night.house.clock.advance(Duration.ofMinutes(16));
    String thread = card.path("id").asText();
    night.untilLater(() -> texts(thread).stream().anyMatch(t -> t.contains("Nobody has answered")));
    String call = texts(thread).getLast();
    assertThat(call.substring(0, 100))
        .contains("Switch on the lamp hall", "low risk", "left", "<@&" + Shapes.ONCALL + ">");
    JsonNode sent = night.discord.calls("POST", thread + "/messages").getLast().body();
    assertThat(sent.path("flags").asInt() & 1 << 12).isZero();
    assertThat(sent.at("/allowed_mentions/roles/0").asText()).isEqualTo(Shapes.ONCALL);
  }

  @Test
  void fields_that_are_unknown_null_or_missing_do_no_harm() {
    ObjectNode card = night.open().asked();
    String id = night.discord.next();
    ObjectNode press =
        Shapes.interaction(3, id, Shapes.member(night.alice.id(), "Alice", List.of()));
    press.put("a_field_of_next_year", "1").putNull("another");
    press.remove(List.of("locale", "guild_locale", "entitlements", "attachment_size_limit"));
    ((ObjectNode) press.at("/member/user")).remove(List.of("public_flags", "flags"));
    ObjectNode data =
        Shapes.object(
            "{\"id\":2,\"component_type\":2,\"custom_id\":\"%s\",\"values\":null}",
            card.findValuesAsText("custom_id").getFirst());
    press.set("data", data);
    press.set("message", card);
    night.discord.gateway().dispatch("INTERACTION_CREATE", press);
    night.discord.gateway().dispatch("AN_EVENT_OF_NEXT_YEAR", Shapes.object("{\"x\":null}"));
    assertThat(night.answer(id)).contains("Approved plan #1");
    resolved();
  }
}
