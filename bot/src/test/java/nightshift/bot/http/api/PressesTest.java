package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Presses over HTTP, through the real engine, to the lamp. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PressesTest {

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private void nothingHappened(long plan) {
    assertThat(open.house.plan(new PlanId(plan)).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(open.house.lamp.touched).hasValue(0);
  }

  @Test
  void an_approved_plan_runs_and_history_tells_all_of_it() {
    long n = open.waiting();
    JsonNode waiting = open.get("eve", Paths.ROOT + "/plans/pending").body().path("plans").path(0);
    assertThat(waiting.path("number").longValue()).isEqualTo(n);
    assertThat(waiting.path("status").textValue()).isEqualTo("pending");
    Answer answer = open.post("alice", OpenHouse.plan(n) + "/approve", "{\"userId\":\"alice\"}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.body().path("success").booleanValue()).isTrue();
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    JsonNode plan = open.get("eve", Paths.ROOT + "/history").body().path("history").path(0);
    assertThat(plan.path("status").textValue()).isEqualTo("completed");
    assertThat(plan.path("decision").path("by").textValue()).isEqualTo("alice");
    assertThat(plan.path("decision").path("where").textValue()).isEqualTo("api");
    assertThat(plan.path("steps").path(0).path("status").textValue()).isEqualTo("done");
    assertThat(plan.path("votes").path(0).path("choice").textValue()).isEqualTo("approve");
    assertThat(plan.path("thread").toString()).contains("verification");
    assertThat(open.get("eve", Paths.ROOT + "/plans/pending").body().path("plans")).isEmpty();
  }

  @Test
  void two_approvals_at_once_are_one_approval_and_one_conflict() throws Exception {
    long n = open.waiting();
    CountDownLatch go = new CountDownLatch(1);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> both =
          List.of("alice", "bob").stream()
              .map(who ->
                  (Callable<Answer>)
                      () -> {
                        go.await();
                        return open.post(who, OpenHouse.plan(n) + "/approve", "{}");
                      })
              .map(pool::submit)
              .toList();
      go.countDown();
      Answer a = both.getFirst().get();
      Answer b = both.getLast().get();
      assertThat(List.of(a.status(), b.status())).containsExactlyInAnyOrder(200, 409);
      Answer loser = a.status() == 409 ? a : b;
      String winner = a.status() == 200 ? "alice" : "bob";
      assertThat(loser.body().path("decidedBy").textValue()).isEqualTo(winner);
      assertThat(loser.body().path("decidedAt").textValue()).startsWith("2026-");
      assertThat(loser.detail()).contains(winner);
    }
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    assertThat(open.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_press_that_is_sent_again_is_counted_once_and_is_no_conflict() {
    long n = open.waiting();
    for (int i = 0; i < 2; i++) {
      Answer answer =
          open.send(
              open.as("alice", OpenHouse.plan(n) + "/approve")
                  .header(PressRoutes.IDEMPOTENCY_KEY, "press-1")
                  .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("verdict").textValue())
          .isEqualTo(i == 0 ? "accepted" : "duplicate");
    }
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    assertThat(open.house.lamp.touched).hasValue(1);
  }

  @Test
  void a_rejection_needs_a_reason() {
    long n = open.waiting();
    for (String body : List.of("{}", "{\"reason\":\"\"}", "{\"reason\":\"  \"}")) {
      assertThat(open.post("bob", OpenHouse.plan(n) + "/reject", body).status()).isEqualTo(422);
    }
    nothingHappened(n);
    Answer no = open.post("bob", OpenHouse.plan(n) + "/reject", "{\"reason\":\"the bulb is hot\"}");
    assertThat(no.status()).isEqualTo(200);
    assertThat(no.body().path("plan").path("state").textValue()).isEqualTo("rejected");
    assertThat(open.house.lamp.touched).hasValue(0);
  }

  @Test
  void somebody_elses_user_id_is_refused_written_down_and_nothing_is_done() {
    long n = open.waiting();
    Answer answer = open.post("bob", OpenHouse.plan(n) + "/approve", "{\"userId\":\"alice\"}");
    assertThat(answer.status()).isEqualTo(403);
    nothingHappened(n);
    assertThat(open.house.events("denied-press")).isEqualTo(1);
  }

  @Test
  void who_may_not_decide_is_refused_written_down_and_nothing_is_done() {
    long n = open.waiting();
    for (String who : List.of("eve", "sensor")) {
      for (String verb : List.of("approve", "reject")) {
        Answer answer = open.post(who, OpenHouse.plan(n) + "/" + verb, "{\"reason\":\"x\"}");
        assertThat(answer.status()).isEqualTo(403);
      }
    }
    nothingHappened(n);
    assertThat(open.house.events("denied-press")).isEqualTo(4);
  }

  @Test
  void a_stranger_is_refused_and_nothing_is_done() {
    long n = open.waiting();
    Answer answer = open.post("mallory", OpenHouse.plan(n) + "/approve", "{\"userId\":\"alice\"}");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
    nothingHappened(n);
  }

  @Test
  void a_press_after_expiry_is_gone() {
    long n = open.waiting();
    PlanId id = new PlanId(n);
    Await.until(Duration.ofSeconds(30), () -> open.house.plan(id).expiresAt() != null);
    open.house.clock.advance(Duration.ofMinutes(31));
    assertThat(open.post("alice", OpenHouse.plan(n) + "/approve", "{}").status()).isEqualTo(410);
    assertThat(open.house.lamp.touched).hasValue(0);
  }

  @Test
  void a_press_on_something_else_than_the_plan_is_stale_and_nothing_is_done() {
    long n = open.waiting();
    String path = OpenHouse.plan(n) + "/approve";
    Answer stale = open.post("alice", path, "{\"digest\":\"" + "0".repeat(64) + "\"}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body().path("type").textValue()).isEqualTo("urn:nightshift:stale");
    assertThat(open.post("alice", path, "{\"revision\":7}").status()).isEqualTo(409);
    for (String bad :
        List.of("{\"digest\":\"zz\"}", "{\"revision\":\"1\"}", "{\"userid\":\"x\"}")) {
      assertThat(open.post("alice", path, bad).status()).as(bad).isEqualTo(422);
    }
    assertThat(open.post("alice", path, "[]").status()).isEqualTo(400);
    nothingHappened(n);
  }

  @Test
  void unknown_plans_are_not_found() {
    for (String id : List.of("1", "0", "999999999999999999", "no-such", "a%2Fb", "%24(id)", "-1")) {
      String path = Paths.ROOT + "/plans/" + id;
      assertThat(open.get("alice", path).status()).as(id).isIn(404, 400);
      assertThat(open.post("alice", path + "/approve", "{}").status()).as(id).isIn(404, 400);
    }
  }

  @Test
  void a_plan_is_found_by_its_full_id_too() {
    long n = open.waiting();
    String uid = open.get("eve", OpenHouse.plan(n)).body().path("id").textValue();
    JsonNode plan = open.get("eve", Paths.ROOT + "/plans/" + uid).body();
    assertThat(plan.path("number").longValue()).isEqualTo(n);
  }

  @Test
  void undo_draws_up_a_new_plan_and_a_viewer_may_not_ask_for_it() {
    long n = open.waiting();
    open.post("alice", OpenHouse.plan(n) + "/approve", "{}");
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    assertThat(open.post("eve", OpenHouse.plan(n) + "/undo", "{}").status()).isEqualTo(403);
    assertThat(open.house.plans()).hasSize(1);
    Answer undo = open.post("alice", OpenHouse.plan(n) + "/undo", "{}");
    assertThat(undo.status()).as(undo.raw().body()).isEqualTo(200);
    assertThat(undo.body().path("plan").path("parent").longValue()).isEqualTo(n);
  }

  @Test
  void retry_and_settle_answer_for_plans_that_are_not_in_that_state() {
    long n = open.waiting();
    assertThat(open.post("alice", OpenHouse.plan(n) + "/retry", "{}").status()).isEqualTo(409);
    assertThat(
            open.post("alice", OpenHouse.plan(n) + "/settle", "{\"fixed\":true,\"reason\":\"x\"}")
                .status())
        .isEqualTo(409);
    assertThat(open.post("alice", OpenHouse.plan(n) + "/settle", "{}").status()).isEqualTo(422);
    nothingHappened(n);
  }
}
