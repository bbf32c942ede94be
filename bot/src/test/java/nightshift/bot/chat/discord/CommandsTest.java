package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.loopback.discord.Person;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Vote;
import nightshift.engine.work.Dismissals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code /remediation}, as people use it. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class CommandsTest {

  private static final String ONE = "[{\"type\":4,\"name\":\"id\",\"value\":1}]";

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private String say(String sub, String options) {
    return night.answer(night.alice.command(sub, options));
  }

  @Test
  void commands_are_registered_once_and_again_only_when_they_changed() {
    night.open();
    night.until(() -> night.discord.calls("PUT", "/commands").size() == 1);
    JsonNode told = night.discord.calls("PUT", "/commands").getFirst().body().get(0);
    assertThat(told.findValuesAsText("name"))
        .contains("history", "pending", "show", "why", "approve", "canary", "reject", "undo")
        .contains("stats", "pause", "resume");
    assertThat(told.findValuesAsText("value")).containsAll(PlanState.words());
    night.restart();
    night.until(() -> night.discord.calls("GET", "/commands").size() == 2);
    assertThat(night.discord.calls("PUT", "/commands")).hasSize(1);
  }

  @Test
  void history_lists_plans_privately_and_openly_when_asked() {
    night.open().asked();
    String press = night.alice.command("history", "[]");
    assertThat(night.answer(press)).contains("1 plan, page 1 of 1").contains("#1 Switch on");
    assertThat(night.discord.callback(press).at("/data/flags").asInt()).isEqualTo(64);
    String open =
        night.alice.command("history", "[{\"type\":5,\"name\":\"public\",\"value\":true}]");
    assertThat(night.answer(open)).contains("#1 Switch on");
    assertThat(night.discord.callback(open).at("/data/flags").asInt()).isZero();
    assertThat(night.answer(night.eve.command("history", "[]"))).contains("not known here");
    String none = "[{\"type\":3,\"name\":\"status\",\"value\":\"completed\"}]";
    assertThat(say("history", none)).contains("0 plans");
  }

  @Test
  void history_has_buttons_to_turn_its_pages() {
    night.open();
    for (int i = 0; i < 11; i++) {
      night.house.dark("lamp" + i);
    }
    night.until(() -> night.house.plans().size() == 11);
    String first = night.alice.command("history", "[]");
    assertThat(night.answer(first)).contains("page 1 of 2").doesNotContain("#1 ");
    ObjectNode page = Shapes.message(night.discord.next(), Shapes.CHANNEL);
    String second = night.alice.pressId(page, "nsp1:2:|||");
    assertThat(night.answer(second)).contains("page 2 of 2").contains("#1 ");
  }

  @Test
  void a_plan_can_be_read_and_approved_by_command() {
    night.open().asked();
    assertThat(say("pending", "[]")).contains("#1");
    assertThat(say("why", ONE)).contains("Playbook: lamp").contains("asks because");
    assertThat(say("show", ONE)).contains("lamp.on").contains("SHA-256");
    assertThat(night.answer(night.eve.command("approve", ONE))).contains("not known here");
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(say("approve", ONE)).contains("Approved plan #1");
    night.house.await(PlanState.RESOLVED);
    assertThat(say("stats", "[]")).contains("1 × resolved");
    assertThat(say("undo", ONE)).contains("Undo is plan #2");
  }

  @Test
  void an_alert_that_no_playbook_matches_was_listed_in_the_web_room_only() {
    night.open();
    assertThat(say("pending", "[]")).contains("Nothing waits for anybody");
    night.house.strange("@everyone <@123>", Map.of());
    night.house.strange("Full", Map.of("alertname", "DiskFull", "instance", "nas"));
    night.until(() -> night.house.ledger.read(v -> v.unanswered(Dismissals.ALL, 9)).size() == 2);
    String press = night.alice.command("pending", "[]");
    String said = night.answer(press);
    assertThat(said)
        .contains("No plan waits for an answer.", "2 alerts fire that no playbook knows: ")
        .contains("DiskFull on nas")
        .doesNotContain("<@123>", "@everyone");
    assertThat(night.answer(night.eve.command("pending", "[]"))).doesNotContain("DiskFull");
  }

  @Test
  void why_names_the_playbooks_that_were_considered() {
    Playbook lamp = House.playbook("lamp", Autonomy.ASK, Rollback.ON_WORSE, "lamp.on");
    Playbook door = House.playbook("door", Autonomy.ASK, Rollback.ON_WORSE, "lamp.on");
    night.house.only(House.matching(door, a -> Optional.of("no door is open"))).with(lamp);
    night.open().asked();
    assertThat(say("why", ONE)).contains("Considered door: no door is open", "Playbook: lamp");
  }

  @Test
  void a_critical_plan_is_approved_by_command_only_with_its_target_typed() {
    night.house.risk = Risk.CRITICAL;
    night.house.rules = DiscordRoomTest.rules(Risk.CRITICAL);
    night.open().asked();
    assertThat(say("approve", ONE)).contains("Plan #1 is critical").contains("lamp:hall");
    assertThat(say("approve", named("cellar"))).contains("not the name of the target");
    assertThat(night.answer(night.eve.command("approve", ONE))).contains("not known here");
    assertThat(night.house.events("denied-press")).isEqualTo(1);
    assertThat(night.house.lamp.touched).hasValue(0);
    assertThat(say("approve", named("hall"))).contains("Approved plan #1");
    night.house.await(PlanState.RESOLVED);
  }

  private static String named(String target) {
    return ONE.replace("}]", "},{\"type\":3,\"name\":\"target\",\"value\":\"" + target + "\"}]");
  }

  @Test
  void pause_and_resume_are_for_the_admin() {
    night.open();
    String why = "[{\"type\":3,\"name\":\"reason\",\"value\":\"moving house\"}]";
    assertThat(night.answer(night.bob.command("pause", why))).contains("Only the role admin");
    assertThat(say("pause", why)).contains("Paused until somebody resumes");
    assertThat(night.house.ledger.read(v -> v.pause()).orElseThrow().reason())
        .isEqualTo("moving house");
    assertThat(say("resume", "[]")).contains("Resumed");
  }

  @Test
  void ids_playbooks_and_targets_are_completed_for_people_who_are_known() {
    night.open().asked();
    assertThat(choices(night.alice, "show", "id", 4, "switch")).contains("1");
    assertThat(choices(night.alice, "history", "playbook", 3, "la")).contains("lamp");
    assertThat(choices(night.alice, "history", "target", 3, "")).contains("lamp:hall");
    assertThat(choices(night.eve, "history", "target", 3, "")).isEmpty();
  }

  private java.util.List<String> choices(
      Person who, String sub, String option, int kind, String text) {
    String typed = who.type(sub, option, kind, text);
    night.until(() -> !night.discord.callback(typed).isMissingNode());
    return night.discord.callback(typed).at("/data/choices").findValuesAsText("value");
  }

  @Test
  void a_storm_is_approved_with_a_canary_by_command() {
    try (Night storm = new Night(Autonomy.AUTO, "lamp.on")) {
      storm.house.stormAfterOne();
      Plan batch = storm.open().house.storm(3);
      String pending = storm.answer(storm.alice.command("pending", "[]"));
      assertThat(pending)
          .contains("1 plan waits:", batch.id() + " Let 3 plans of playbook lamp run")
          .doesNotContain("Switch on");
      String id = "[{\"type\":4,\"name\":\"id\",\"value\":%d}]".formatted(batch.id().number());
      assertThat(storm.answer(storm.eve.command("canary", id))).contains("not known here");
      assertThat(storm.house.lamp.touched).hasValue(1);

      assertThat(storm.answer(storm.alice.command("canary", id))).contains("canary first");

      storm.until(
          () -> storm.house.plans().stream().allMatch(p -> p.state() == PlanState.RESOLVED));
      assertThat(storm.house.lamp.touched).hasValue(4);
      List<Vote> votes = storm.house.ledger.read(v -> v.votes(batch.id(), 1));
      assertThat(votes).extracting(Vote::choice).containsExactly(Vote.Choice.CANARY);
    }
  }
}
