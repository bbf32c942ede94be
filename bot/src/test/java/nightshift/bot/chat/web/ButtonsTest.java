package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import nightshift.engine.contract.Await;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The buttons beside Approve and Reject, pressed without scripts. */
class ButtonsTest {

  private Stage stage;
  private WebClient alice;
  private WebClient bob;

  @BeforeEach
  void begin() throws Exception {
    stage = new Stage();
    alice = new WebClient(stage);
    alice.logIn(stage.logins.mint(Stage.ALICE));
    bob = new WebClient(stage);
    bob.logIn(stage.logins.mint(Stage.BOB));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private Map<String, String> form(Plan plan, String deed) throws Exception {
    String path = "/plans/" + plan.id().number();
    return new HashMap<>(WebClient.form(alice.get(path).body(), path + "/" + deed));
  }

  private int press(WebClient who, Plan plan, String deed, Map<String, String> form)
      throws Exception {
    Map<String, String> own = new HashMap<>(form);
    own.put("csrf", WebClient.form(who.get("/").body(), "/logout").get("csrf"));
    HttpResponse<String> answer =
        who.post("/plans/" + plan.id().number() + "/" + deed, own, Map.of("HX-Request", "true"));
    return answer.statusCode();
  }

  @Test
  void cancel_stops_what_would_have_run_by_itself() throws Exception {
    Plan plan = stage.alert("announced", "container:web", "Container web is down", "");
    Map<String, String> form = form(plan, "cancel");
    assertThat(press(bob, plan, "cancel", form)).isEqualTo(403);
    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(press(alice, plan, "cancel", form)).isEqualTo(200);
    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(stage.plan(plan.id()).decision().by()).isEqualTo("alice");
    assertThat(stage.props.restart.runs()).isZero();
  }

  @Test
  void close_breaker_is_for_the_admin() throws Exception {
    stage.props.healthy = false;
    Plan failed = stage.alert("fragile", "container:one", "Container one is down", "");
    stage.await(failed.id(), PlanState.FAILED);
    stage.props.healthy = true;
    Plan asked = stage.alert("fragile", "container:two", "Container two is down", "");
    assertThat(asked.draft().asksBecause()).startsWith("breaker: ");
    Map<String, String> form = form(asked, "close-breaker");
    assertThat(press(bob, asked, "close-breaker", form)).isEqualTo(403);
    assertThat(closed()).isZero();
    assertThat(press(alice, asked, "close-breaker", form)).isEqualTo(200);
    assertThat(closed()).isEqualTo(1);
    assertThat(stage.plan(asked.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    Plan next = stage.alert("fragile", "container:three", "Container three is down", "");
    assertThat(next.draft().asks()).isFalse();
    stage.await(next.id(), PlanState.RESOLVED);
  }

  private long closed() {
    return stage.events().stream().filter(e -> e.type().equals("breaker-closed")).count();
  }

  @Test
  void a_plan_that_wants_a_reason_is_not_approved_without_one() throws Exception {
    Plan plan = stage.alert("careful", "container:web", "Container web is down", "");
    Map<String, String> form =
        new HashMap<>(WebClient.form(alice.get("/plans/1/approve").body(), "/plans/1/approve"));
    assertThat(press(alice, plan, "approve", form)).isEqualTo(422);
    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(stage.props.memory.runs()).isZero();
    form.put("reason", "the new limit was agreed");
    assertThat(press(alice, plan, "approve", form)).isEqualTo(200);
    stage.await(plan.id(), PlanState.RESOLVED);
    assertThat(stage.plan(plan.id()).decision().reason()).isEqualTo("the new limit was agreed");
  }

  private Outcome outcome(Plan plan) {
    return stage.ledger.read(v -> v.outcome(plan.id())).orElseThrow().outcome();
  }

  @Test
  void one_tap_says_whether_it_helped() throws Exception {
    Plan plan = stage.alert("quick", "container:web", "Container web is down", "");
    stage.await(plan.id(), PlanState.RESOLVED);
    Await.until(Stage.SOON, () -> stage.ledger.read(v -> v.outcome(plan.id())).isPresent());
    Map<String, String> no = form(plan, "did-not-help");
    assertThat(press(bob, plan, "did-not-help", no)).isEqualTo(403);
    assertThat(outcome(plan)).isNotEqualTo(Outcome.NO_EFFECT);
    assertThat(press(alice, plan, "did-not-help", no)).isEqualTo(200);
    assertThat(outcome(plan)).isEqualTo(Outcome.NO_EFFECT);
    assertThat(press(alice, plan, "helped", form(plan, "helped"))).isEqualTo(200);
    assertThat(outcome(plan)).isEqualTo(Outcome.FIXED);
    assertThat(stage.props.restart.runs()).isEqualTo(1);
  }
}
