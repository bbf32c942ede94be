package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.work.Cards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doors of the web room, over plain HTTP: who gets in, and what changes nothing. */
class WebRoomTest {

  private Stage stage;
  private WebClient alice;

  @BeforeEach
  void begin() throws Exception {
    stage = new Stage();
    alice = new WebClient(stage);
    assertThat(alice.logIn(stage.logins.mint(Stage.ALICE)).statusCode()).isEqualTo(303);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void without_a_session_there_is_a_log_in_page_and_nothing_is_decided() throws Exception {
    Plan plan = stage.waiting();
    WebClient stranger = new WebClient(stage);
    Map<String, String> form = WebClient.form(alice.get("/").body(), "/plans/1/approve");

    for (String path :
        List.of(
            "/",
            "/history",
            "/plans/1",
            "/plans/1/card",
            "/plans/1/steps/1/objects.txt",
            "/pause")) {
      HttpResponse<String> page = stranger.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(401);
      assertThat(page.body()).contains("Log in").doesNotContain("Raise the memory");
    }
    assertThat(stranger.get("/live").statusCode()).isEqualTo(401);
    for (String deed :
        List.of(
            "approve", "canary", "reject", "undo", "retry", "settle", "helped", "did-not-help")) {
      assertThat(stranger.post("/plans/1/" + deed, form).statusCode()).isEqualTo(401);
    }
    assertThat(stranger.post("/pause", form).statusCode()).isEqualTo(401);
    undecided(plan);
  }

  @Test
  void a_form_without_the_sessions_token_is_refused_and_nothing_is_decided() throws Exception {
    Plan plan = stage.waiting();
    Map<String, String> form = WebClient.form(alice.get("/").body(), "/plans/1/approve");
    Map<String, String> without = new HashMap<>(form);
    without.remove("csrf");
    Map<String, String> wrong = new HashMap<>(form);
    wrong.put("csrf", "x".repeat(43));

    assertThat(alice.post("/plans/1/approve", without).statusCode()).isEqualTo(403);
    assertThat(alice.post("/plans/1/approve", wrong).statusCode()).isEqualTo(403);
    assertThat(
            alice
                .post("/plans/1/approve", form, Map.of("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            alice
                .post("/plans/1/approve", form, Map.of("Origin", "https://evil.example"))
                .statusCode())
        .isEqualTo(403);
    undecided(plan);
  }

  @Test
  void a_form_works_without_scripts_and_counts_once() throws Exception {
    Plan plan = stage.waiting();
    Map<String, String> form = WebClient.form(alice.get("/").body(), "/plans/1/approve");

    HttpResponse<String> first = alice.post("/plans/1/approve", form);
    HttpResponse<String> second = alice.post("/plans/1/approve", form);

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location").orElse("")).endsWith("/plans/1");
    assertThat(second.statusCode()).isEqualTo(303);
    stage.await(plan.id(), PlanState.RESOLVED);
    assertThat(stage.props.memory.runs()).isEqualTo(1);
    assertThat(alice.get("/plans/1").body()).contains("class=\"toast\"");
    assertThat(alice.get("/plans/1").body()).doesNotContain("class=\"toast\"");
  }

  @Test
  void who_may_not_decide_is_told_who_may_and_nothing_runs() throws Exception {
    Plan plan = stage.waiting();
    WebClient bob = new WebClient(stage);
    bob.logIn(stage.logins.mint(Stage.BOB));
    String csrf = WebClient.form(bob.get("/").body(), "/logout").get("csrf");
    Map<String, String> form =
        new HashMap<>(WebClient.form(alice.get("/").body(), "/plans/1/approve"));
    form.put("csrf", csrf);

    HttpResponse<String> answer = bob.post("/plans/1/approve", form, Map.of("HX-Request", "true"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("1 of oncall");
    assertThat(bob.post("/pause", Map.of("csrf", csrf, "reason", "no")).statusCode())
        .isEqualTo(303);
    assertThat(stage.pause()).isEmpty();
    undecided(plan);
  }

  @Test
  void a_press_on_another_revision_or_digest_is_stale_and_nothing_runs() throws Exception {
    Plan plan = stage.waiting();
    Map<String, String> form =
        new HashMap<>(WebClient.form(alice.get("/").body(), "/plans/1/approve"));
    form.put("digest", "000000");

    assertThat(alice.post("/plans/1/approve", form, Map.of("HX-Request", "true")).statusCode())
        .isEqualTo(409);
    form.put("revision", "many");
    assertThat(alice.post("/plans/1/approve", form, Map.of("HX-Request", "true")).statusCode())
        .isEqualTo(422);
    undecided(plan);
  }

  @Test
  void a_rejection_without_a_reason_changes_nothing() throws Exception {
    Plan plan = stage.waiting();
    Map<String, String> form =
        new HashMap<>(WebClient.form(alice.get("/plans/1/reject").body(), "/plans/1/reject"));
    form.put("reason", "  \n ");

    assertThat(alice.post("/plans/1/reject", form).statusCode()).isEqualTo(303);
    assertThat(alice.post("/plans/1/reject", form, Map.of("HX-Request", "true")).statusCode())
        .isEqualTo(422);
    undecided(plan);
  }

  @Test
  void a_critical_plan_is_not_approved_by_a_bare_press() throws Exception {
    Plan plan = stage.alert("volumes", "volume:archive", "Backups disk is 96 % full", "");
    Map<String, String> form =
        new HashMap<>(WebClient.form(alice.get("/plans/1/approve").body(), "/plans/1/approve"));

    assertThat(alice.post("/plans/1/approve", form, Map.of("HX-Request", "true")).statusCode())
        .isEqualTo(422);

    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(stage.props.volume.runs()).isZero();
  }

  @Test
  void pages_forbid_every_script_and_style_that_is_not_a_file_of_ours() throws Exception {
    HttpResponse<String> page = alice.get("/");

    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'")
        .contains("script-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .doesNotContain(" style=")
        .doesNotContain("<style")
        .doesNotContain(" onclick");
    assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)");
  }

  @Test
  void the_whole_list_of_objects_can_be_downloaded() throws Exception {
    stage.alert("disk.pool-full", "disk:/srv/pool", "Pool is 93 % full", "");
    HttpResponse<String> list = alice.get("/plans/1/steps/1/objects.txt");

    assertThat(list.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(list.headers().firstValue("Content-Disposition").orElse(""))
        .contains("plan-1-step-1.txt");
    assertThat(list.body().lines()).hasSize(212).last().isEqualTo("/srv/pool/tmp/old-file-212.bin");
  }

  @Test
  void a_plans_page_and_the_api_name_the_playbooks_that_were_tried_before() throws Exception {
    stage.alert("disk.pool-full", "disk:/srv/pool", "Pool is 93 % full", "");
    assertThat(alice.get("/plans/1").body()).contains("Tried before it", "containers: another");
    assertThat(alice.get("/api/v1/remediation/plans/1").body())
        .contains("\"passedOver\":[\"containers: another\"]");
  }

  @Test
  void what_does_not_exist_is_said_so() throws Exception {
    for (String path :
        List.of(
            "/plans/99",
            "/plans/0",
            "/plans/abc",
            "/plans/99999999999999999999",
            "/plans/1/steps/9/objects.txt",
            "/plans/7/reject")) {
      assertThat(alice.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void history_showed_every_plan_for_a_state_that_does_not_exist() throws Exception {
    stage.waiting();

    var answer = alice.get("/history?state=rejekted");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("There is no state &quot;rejekted&quot;; did you mean &quot;rejected&quot;?")
        .contains(String.join(", ", PlanState.words()))
        .contains("No plans");
    assertThat(alice.get("/history?state=pending").body())
        .contains("<option value=\"pending\" selected>Pending");
  }

  @Test
  void history_finds_by_text_state_playbook_target_and_day() throws Exception {
    stage.waiting();
    stage.alert("disk.pool-full", "disk:/srv/pool", "Pool is 93 % full", "");

    assertThat(alice.get("/history").body()).contains("1 to 2 of 2 plans");
    assertThat(alice.get("/history?q=POOL").body()).contains("1 to 1 of 1 plan");
    for (String said : List.of("state=awaiting_approval", "status=pending", "state=pending")) {
      assertThat(alice.get("/history?" + said).body()).as(said).contains("of 2 plans");
    }
    assertThat(alice.get("/history?playbook=containers").body()).contains("of 1 plan");
    assertThat(alice.get("/history?target=disk:/srv/pool").body()).contains("of 1 plan");
    assertThat(alice.get("/history?since=2999-01-01").body()).contains("Nothing fits this search");
    assertThat(alice.get("/history?since=yesterday&page=-1").body()).contains("of 2 plans");
    assertThat(alice.get("/history?page=9").body()).contains("none on this page");
  }

  @Test
  void a_card_posted_twice_or_after_a_restart_has_the_same_place() {
    Plan plan = stage.waiting();
    Card card = stage.ledger.read(v -> Cards.of(v, plan));
    WebRoom another =
        new WebRoom(stage.ledger, Stage.people(), new Logins(stage::now), stage::now, true);

    CardRef first = another.post("key", card);
    CardRef second = another.post("key", card);

    assertThat(first).isEqualTo(second).isEqualTo(new CardRef("web", "1"));
    assertThat(stage.cards(new PlanId(1))).containsExactly(first);
    another.edit(first, card);
    another.close();
  }

  private void undecided(Plan plan) {
    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(stage.plan(plan.id()).decision()).isNull();
    assertThat(stage.props.memory.runs()).isZero();
  }
}
