package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Lamp;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan's way through Matrix, over real HTTP and with the real engine. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class MatrixRoomTest extends OneCard {

  @Test
  void a_reaction_runs_the_plan_and_the_card_names_who_decided_and_where() {
    String card = asked();
    assertThat(night.server.seeds(card)).containsExactlyInAnyOrder(YES, NO);
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
    night.until(() -> night.text().contains("Approved by alice (matrix)"));
    night.until(() -> night.text().contains("Fixed"));
    night.until(() -> night.server.seeds(card).contains("↩\uFE0F"));
    assertThat(night.server.cards()).hasSize(1);
  }

  @Test
  void undo_is_a_new_plan_with_a_card_of_its_own() {
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.RESOLVED);
    night.until(() -> night.server.seeds(card).contains("↩\uFE0F"));
    night.server.react(Night.BOB, card, "↩");
    night.until(() -> night.server.cards().size() == 2);
    night.said(card, "Undo is plan #2");
    night.until(() -> night.server.seeds(night.id()).contains(YES));
    night.server.react(Night.ALICE, night.id(), YES);
    night.until(() -> !night.house.lamp.on);
    night.until(() -> !night.server.seeds(card).contains("↩\uFE0F"));
  }

  @Test
  void retry_by_reaction_draws_one_new_plan() {
    String card = asked();
    night.server.react(Night.ALICE, card, NO);
    night.until(() -> night.server.seeds(card).equals(List.of("🔁")));
    night.server.react(Night.ALICE, card, "🔁");
    night.until(() -> night.server.cards().size() == 2);
    night.said(card, "The new try is plan #2");
    assertThat(night.house.plans()).hasSize(2);
  }

  @Test
  void a_plan_in_doubt_is_settled_by_a_reaction() {
    night.house.lamp.mood = Lamp.Mood.UNKNOWN;
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    night.house.await(PlanState.IN_DOUBT);
    night.until(() -> night.server.seeds(card).equals(List.of("🟢", "🔴")));
    night.server.react(Night.BOB, card, "🔴");
    night.house.await(PlanState.FAILED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }

  @Test
  void details_by_reaction_are_in_the_thread_for_those_who_are_known() {
    String card = asked();
    night.server.react(Night.BOB, card, "🔍");
    ObjectNode told = night.said(card, "SHA-256");
    assertThat(told.at("/content/body").asText()).contains("lamp.on").contains("never ran before");
    night.server.react(Night.EVE, card, "🔍");
    night.said(card, "not known here");
  }

  @Test
  void nothing_in_an_alert_can_mention_link_or_format() {
    night.open();
    night.house.darkUnder("dark: @room @bob:test.example <b>bold</b> https://evil.example");
    night.house.await(PlanState.AWAITING_APPROVAL);
    night.until(() -> night.text().contains("expires"));
    for (JsonNode event :
        night.server.timeline.between(0, 10_000, Timeline.JSON.createObjectNode())) {
      boolean ours = event.path("sender").asText().equals(FakeHomeserver.BOT);
      if (ours && event.path("type").asText().equals("m.room.message")) {
        JsonNode content = event.path("content");
        assertThat(content.path("m.mentions").isObject()).isTrue();
        assertThat(content.path("m.mentions").has("room")).isFalse();
        assertThat(content.path("body").asText()).doesNotContain("@room").doesNotContain("://");
        assertThat(content.path("formatted_body").asText())
            .doesNotContain("<b>")
            .doesNotContain("https://evil");
      }
    }
    String first = night.server.calls("PUT", "m.room.message").getFirst().body().toString();
    assertThat(first).contains("\"m.mentions\":{\"user_ids\":[\"@alice:test.example\"");
    assertThat(night.server.timeline.relating(night.id(), "m.replace"))
        .allMatch(e -> e.at("/content/m.mentions").isEmpty());
  }

  @Test
  void the_first_line_is_made_for_a_phone() {
    asked();
    assertThat(night.text().lines().findFirst().orElseThrow())
        .isEqualTo("Switch on the lamp hall · low risk · expires 03:30 UTC");
    assertThat(night.card().at("/content/formatted_body").asText())
        .startsWith("<strong>Switch on the lamp hall · low risk</strong>");
  }

  @Test
  void the_thread_has_progress_edited_in_place_and_the_result() {
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    ObjectNode verified = night.said(card, "Verified");
    assertThat(night.thread(card).getFirst()).contains("Approved by alice");
    assertThat(night.thread(card)).filteredOn(t -> t.contains("What was done")).hasSize(1);
    assertThat(verified.at("/content/msgtype").asText()).isEqualTo("m.text");
    assertThat(night.said(card, "What was done").at("/content/msgtype").asText())
        .isEqualTo("m.text");
  }

  @Test
  void an_automatic_success_arrives_without_a_sound() {
    night.close();
    night = new Night(Autonomy.AUTO, "lamp.on");
    night.open();
    night.house.dark("hall");
    night.house.await(PlanState.RESOLVED);
    night.until(() -> night.text().contains("Fixed"));
    night.said(night.id(), "Verified");
    assertThat(night.server.calls("PUT", "m.room.message"))
        .allMatch(c -> c.body().path("msgtype").asText().equals("m.notice"))
        .allMatch(c -> c.body().path("m.mentions").isEmpty());
  }

  @Test
  void a_failure_calls_the_people_of_the_policys_role_and_nobody_else() {
    night.house.lamp.mood = Lamp.Mood.FAILS;
    String card = asked();
    night.server.react(Night.ALICE, card, YES);
    ObjectNode told = night.said(card, "went wrong");
    assertThat(told.at("/content/msgtype").asText()).isEqualTo("m.text");
    assertThat(told.at("/content/m.mentions/user_ids"))
        .extracting(JsonNode::asText)
        .containsExactly(Night.ALICE, Night.BOB);
  }

  @Test
  void a_card_that_somebody_deleted_is_posted_anew_and_the_old_one_counts_no_more() {
    String card = asked();
    night.server.redact("@admin:test.example", card);
    night.untilLater(() -> !night.id().isEmpty() && !night.id().equals(card));
    assertThat(night.server.cards()).hasSize(1);
    night.server.react(Night.ALICE, card, YES);
    night.heard();
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.react(Night.ALICE, night.id(), YES);
    night.house.await(PlanState.RESOLVED);
    assertThat(night.house.lamp.touched).hasValue(1);
  }
}
