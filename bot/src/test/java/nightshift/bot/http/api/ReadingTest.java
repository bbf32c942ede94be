package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.Json;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Health;
import nightshift.engine.port.LedgerView.StatRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be read, and how wrong questions are answered. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReadingTest {

  private static final String HISTORY = Paths.ROOT + "/history";

  private static final String REASON = "{\"reason\":\"not now\"}";

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private void threePlans() {
    for (String lamp : List.of("hall", "attic", "cellar")) {
      open.house.dark(lamp);
      nightshift.engine.contract.Await.until(
          java.time.Duration.ofSeconds(30),
          () -> open.house.plans().stream().anyMatch(p -> p.draft().target().name().equals(lamp)));
      open.house.await(PlanState.AWAITING_APPROVAL);
    }
  }

  private List<String> targets(String query) {
    Answer answer = open.get("eve", HISTORY + query);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.body().path("history").findValuesAsText("target");
  }

  @Test
  void history_is_newest_first_and_can_be_paged_and_filtered() {
    threePlans();
    assertThat(targets("")).containsExactly("lamp:cellar", "lamp:attic", "lamp:hall");
    assertThat(targets("?limit=1&offset=1")).containsExactly("lamp:attic");
    assertThat(targets("?target=lamp:hall")).containsExactly("lamp:hall");
    assertThat(targets("?playbook=lamp&status=pending")).hasSize(3);
    assertThat(targets("?status=awaiting_approval,resolved")).hasSize(3);
    assertThat(targets("?status=completed")).isEmpty();
    assertThat(targets("?state=pending")).hasSize(3);
    assertThat(targets("?state=Awaiting-Approval")).hasSize(3);
    assertThat(targets("?state=completed,resolved")).isEmpty();
    assertThat(targets("?q=attic")).containsExactly("lamp:attic");
    assertThat(targets("?since=24h")).hasSize(3);
    assertThat(targets("?since=2030-01-01T00:00:00Z")).isEmpty();
    JsonNode page = open.get("eve", HISTORY + "?limit=2").body();
    assertThat(page.path("total").longValue()).isEqualTo(3);
    assertThat(page.path("limit").intValue()).isEqualTo(2);
    assertThat(page.path("offset").intValue()).isZero();
  }

  @Test
  void what_waits_names_alerts_that_got_no_plan() {
    open.house.strange("Full", Map.of("alertname", "DiskFull", "instance", "nas"));
    nightshift.engine.contract.Await.until(
        java.time.Duration.ofSeconds(30),
        () -> open.get("eve", Paths.ROOT + "/plans/pending").body().path("unanswered").size() == 1);
    JsonNode body = open.get("eve", Paths.ROOT + "/plans/pending").body();
    assertThat(body.at("/unanswered/0/what").asText()).isEqualTo("DiskFull on nas");
    assertThat(body.at("/unanswered/0/because").asText()).isEqualTo("no playbook matches");
    assertThat(body.path("inDoubt").isArray()).isTrue();
  }

  @Test
  void a_bad_parameter_is_refused_by_its_name() {
    Map<String, String> bad =
        Map.of(
            "limit=0",
            "limit",
            "limit=101",
            "limit",
            "limit=ten",
            "limit",
            "offset=-1",
            "offset",
            "status=complete",
            "did you mean \"completed\"",
            "since=yesterday",
            "since",
            "since=%2B999999999-12-31T00:00:00Z",
            "since",
            "playbook=" + "x".repeat(301),
            "playbook",
            "limt=5",
            "did you mean \"limit\"");
    refused(bad);
    refused(
        Map.of(
            "state=resolve",
            "did you mean \"resolved\"",
            "state=resolved&status=completed",
            "give one of them"));
  }

  @Test
  void failed_meant_every_end_but_success_to_this_door_and_one_state_to_chats() {
    threePlans();
    open.post("alice", OpenHouse.plan(1) + "/reject", REASON);
    open.house.await(new PlanId(1), PlanState.REJECTED);
    for (String name : List.of("state", "status")) {
      assertThat(targets("?" + name + "=failed")).isEmpty();
      assertThat(targets("?" + name + "=rejected")).hasSize(1);
      assertThat(targets("?" + name + "=failed,rejected")).hasSize(1);
    }
  }

  @Test
  void a_wrong_state_is_refused_with_the_list_of_right_ones() {
    refused(Map.of("status=lost", "There are " + String.join(", ", PlanState.words())));
  }

  private void refused(Map<String, String> bad) {
    bad.forEach((query, said) -> {
      Answer answer = open.get("eve", HISTORY + "?" + query);
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.detail()).contains(said);
    });
  }

  @Test
  void statistics_are_by_status_and_risk_with_weighted_confidence() {
    List<StatRow> rows =
        List.of(
            new StatRow(PlanState.FAILED, Risk.LOW, 1, 60),
            new StatRow(PlanState.REJECTED, Risk.LOW, 3, 80),
            new StatRow(PlanState.RESOLVED, Risk.HIGH, 2, 90));
    assertThat(StatsRoutes.grouped(rows, "status", PlanState::status))
        .containsExactly(
            Map.of("status", "completed", "risk", "high", "count", 2L, "avgConfidence", 90.0),
            Map.of("status", "failed", "risk", "low", "count", 4L, "avgConfidence", 75.0));
    assertThat(StatsRoutes.grouped(rows, "state", PlanState::word))
        .containsExactly(
            Map.of("state", "resolved", "risk", "high", "count", 2L, "avgConfidence", 90.0),
            Map.of("state", "failed", "risk", "low", "count", 1L, "avgConfidence", 60.0),
            Map.of("state", "rejected", "risk", "low", "count", 3L, "avgConfidence", 80.0));
    threePlans();
    JsonNode stats = open.get("eve", Paths.ROOT + "/stats").body();
    assertThat(stats.path("totals").path("pending").intValue()).isEqualTo(3);
    assertThat(stats.path("stats").path(0).path("count").intValue()).isEqualTo(3);
    assertThat(stats.path("states").findValuesAsText("state")).containsExactly("awaiting_approval");
    assertThat(stats.path("since").asText()).matches(".{10}T.{8}Z");
  }

  @Test
  void a_report_tells_in_figures_and_in_words() {
    JsonNode report = open.get("eve", Paths.ROOT + "/stats/report?days=30").body();
    assertThat(report.path("plans").isInt()).isTrue();
    assertThat(report.path("outcomes").path("fixed").isInt()).isTrue();
    assertThat(report.path("text").path(0).asText()).isEqualTo("The last 30 days");
    assertThat(report.path("uplift").isNull()).isTrue();
    assertThat(open.get("eve", Paths.ROOT + "/stats/report?days=0").status()).isEqualTo(400);
  }

  @Test
  void its_picture_comes_in_two_formats_and_only_to_people_with_a_token() {
    assertThat(open.get("eve", Paths.ROOT + "/stats/chart.png").status()).isEqualTo(200);
    assertThat(open.get("eve", Paths.ROOT + "/stats/chart.svg").status()).isEqualTo(200);
    assertThat(open.get("nobody", Paths.ROOT + "/stats/chart.png").status()).isEqualTo(401);
  }

  @Test
  void the_event_log_is_whole_and_can_be_taken_away_in_two_forms() throws IOException {
    long n = open.waiting();
    open.post("alice", OpenHouse.plan(n) + "/approve", "{}");
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    JsonNode report = open.get("eve", Paths.ROOT + "/audit/verify").body();
    assertThat(report.path("intact").booleanValue()).isTrue();
    assertThat(report.path("firstBad").isNull()).isTrue();
    Answer lines = open.get("alice", Paths.ROOT + "/audit/export");
    assertThat(lines.header("Content-Type").orElse("")).contains("ndjson");
    long seq = 0;
    for (String line : lines.raw().body().lines().toList()) {
      JsonNode event = Json.MAPPER.readTree(line);
      assertThat(event.path("seq").longValue()).isEqualTo(++seq);
      assertThat(event.path("payload").isObject()).isTrue();
      assertThat(event.path("hash").textValue()).hasSize(64);
    }
    assertThat(seq).isGreaterThanOrEqualTo(report.path("events").longValue());
    Answer csv = open.get("alice", Paths.ROOT + "/audit/export?format=csv");
    assertThat(csv.raw().body()).startsWith("seq,at,plan,type,actor,payload,hash\r\n");
    assertThat(open.get("alice", Paths.ROOT + "/audit/export?format=xml").status()).isEqualTo(400);
  }

  @Test
  void readiness_names_the_part_that_is_bad() {
    Answer good = open.get("nobody", "/readyz");
    assertThat(good.status()).isEqualTo(200);
    open.health.put("docker", Health.bad("the socket does not answer; check DOCKER_HOST"));
    Answer bad = open.get("nobody", "/readyz");
    assertThat(bad.status()).isEqualTo(503);
    assertThat(bad.body().path("ready").booleanValue()).isFalse();
    assertThat(bad.body().path("parts").path("docker").path("detail").textValue())
        .contains("DOCKER_HOST");
    assertThat(open.get("nobody", "/healthz").status()).isEqualTo(200);
  }

  @Test
  void readiness_looks_at_the_ledger_itself() {
    open.health.clear();
    assertThat(open.get("nobody", "/readyz").body().path("parts").path("ledger").path("ok"))
        .isEqualTo(BooleanNode.TRUE);
  }
}
