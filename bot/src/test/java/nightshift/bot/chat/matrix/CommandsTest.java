package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.work.Dismissals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands, as people write them. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class CommandsTest {

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private String alice(String text) {
    return night.answer(night.server.say(Night.ALICE, text));
  }

  @Test
  void a_plan_is_read_and_approved_by_command() {
    night.open().asked();
    assertThat(alice("!remediation pending")).contains("#1 Switch on");
    assertThat(alice("!remediation why 1")).contains("Playbook: lamp").contains("asks because");
    assertThat(alice("!remediation show #1")).contains("lamp.on").contains("SHA-256");
    assertThat(night.answer(night.server.say(Night.EVE, "!approve 1"))).contains("not known here");
    assertThat(night.house.lamp.touched).hasValue(0);
    night.server.say(Night.ALICE, "!APPROVE 1");
    night.house.await(PlanState.RESOLVED);
    assertThat(alice("!remediation stats")).contains("1 × resolved");
    assertThat(alice("!undo 1")).contains("Undo is plan #2");
    for (String said : List.of("state=resolved", "state=completed", "status=completed")) {
      assertThat(alice("!remediation history " + said)).contains("1 plan, page 1 of 1", "resolved");
    }
    assertThat(alice("!remediation history colour=red")).contains("filtered by");
    assertThat(alice("!remediation history state=failed status=resolved")).contains("filtered by");
    assertThat(alice("!remediation history status=failed,expired")).contains("0 plans");
    assertThat(alice("!remediation history status=failed,lost"))
        .contains("There is no state \"lost\"", String.join(", ", PlanState.words()));
  }

  @Test
  void pending_names_alerts_that_no_playbook_matches_within_bounds() {
    night.open();
    for (int i = 0; i < 8; i++) {
      night.house.strange("Odd " + i, Map.of("alertname", "x".repeat(200) + i, "host", "@room"));
    }
    Await.until(
        Duration.ofSeconds(20),
        () -> night.house.ledger.read(v -> v.unanswered(Dismissals.ALL, 9)).size() == 8);
    String said = alice("!remediation pending");
    assertThat(said)
        .contains("No plan waits for an answer.", "8 alerts fire that no playbook knows: ")
        .contains(", and 3 more");
    assertThat(said.length()).isLessThan(700);
  }

  @Test
  void a_rejection_by_command_needs_its_reason_and_nothing_is_executed() {
    night.open().asked();
    assertThat(alice("!reject 1")).contains("A rejection needs a reason");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    night.server.say(Night.ALICE, "!reject 1 the bulb is hot\nand I am awake");
    assertThat(night.house.await(PlanState.REJECTED).note()).contains("the bulb is hot");
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void history_says_how_to_read_on() {
    night.open();
    for (int i = 0; i < 11; i++) {
      night.house.dark("lamp" + i);
    }
    night.until(() -> night.house.plans().size() == 11);
    assertThat(alice("!remediation history"))
        .contains("page 1 of 2")
        .contains("page=2")
        .doesNotContain("#1 ");
    assertThat(alice("!remediation history page=2")).contains("#1 ").doesNotContain("page=3");
  }

  @Test
  void answers_stay_in_the_thread_where_they_were_asked_for() {
    String card = night.open().asked().path("event_id").asText();
    night.server.say(Night.BOB, card, "!remediation why 1");
    assertThat(night.said(card, "Who may decide").at("/content/msgtype").asText())
        .isEqualTo("m.notice");
  }

  @Test
  void pause_and_resume_are_for_the_admin() {
    night.open();
    assertThat(night.answer(night.server.say(Night.BOB, "!remediation pause 2h moving house")))
        .contains("Only the role admin");
    assertThat(alice("!remediation pause 2h moving house")).contains("Paused until 2026-");
    assertThat(night.house.ledger.read(v -> v.pause()).orElseThrow().reason())
        .isEqualTo("moving house");
    assertThat(alice("!remediation resume")).contains("Resumed");
    assertThat(alice("!remediation pause moving house")).contains("until somebody resumes");
  }

  @Test
  void a_plan_in_doubt_is_settled_by_command() {
    night.house.lamp.mood = nightshift.engine.contract.Lamp.Mood.UNKNOWN;
    night.open().asked();
    night.server.say(Night.ALICE, "!approve 1");
    night.house.await(PlanState.IN_DOUBT);
    assertThat(alice("!settle 1 perhaps")).contains("Write !settle 1 fixed, or failed");
    night.server.say(Night.ALICE, "!settle 1 fixed I looked");
    night.house.await(PlanState.RESOLVED);
  }

  @Test
  void what_is_no_command_of_ours_is_not_answered_and_what_is_written_wrongly_is_explained() {
    night.open().asked();
    night.server.say(Night.ALICE, "!weather");
    night.server.say(Night.ALICE, "please !approve 1");
    String old = night.server.say(Night.ALICE, "hello");
    night.server.timeline.add(
        Night.ALICE,
        "m.room.message",
        null,
        FakeHomeserver.object(
            """
            {"msgtype":"m.text","body":"!approve 1","m.new_content":{"body":"!approve 1"},
             "m.relates_to":{"rel_type":"m.replace","event_id":"%s"}}\
            """
                .formatted(old)));
    night.server.timeline.add(
        Night.ALICE,
        "m.room.message",
        null,
        FakeHomeserver.object("{\"msgtype\":\"m.notice\",\"body\":\"!approve 1\"}"));
    assertThat(alice("!approve")).contains("Which plan?");
    assertThat(alice("!remediation")).contains("!approve NUMBER");
    assertThat(night.plan().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(night.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_storm_is_approved_with_a_canary_by_command() {
    try (Night storm = new Night(Autonomy.AUTO, "lamp.on")) {
      storm.house.stormAfterOne();
      Plan batch = storm.open().house.storm(3);
      String command = "!remediation canary " + batch.id().number();
      assertThat(storm.answer(storm.server.say(Night.EVE, command))).contains("not known here");
      assertThat(storm.house.lamp.touched).hasValue(1);

      assertThat(storm.answer(storm.server.say(Night.ALICE, command))).contains("canary first");

      storm.until(
          () -> storm.house.plans().stream().allMatch(p -> p.state() == PlanState.RESOLVED));
      assertThat(storm.house.lamp.touched).hasValue(4);
      List<Vote> votes = storm.house.ledger.read(v -> v.votes(batch.id(), 1));
      assertThat(votes).extracting(Vote::choice).containsExactly(Vote.Choice.CANARY);
    }
  }
}
