package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView.PlanQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storm in the web room: one card for a dozen plans. */
class StormCardTest {

  private static final int HELD = 12;

  @TempDir Path temp;

  private final Stage stage = new Stage(House.stormAfter(1));

  @AfterEach
  void end() {
    stage.close();
  }

  private List<Plan> plans() {
    return stage.ledger.read(v -> v.plans(PlanQuery.in(100)));
  }

  private List<Plan> in(PlanState state) {
    return plans().stream().filter(p -> p.state() == state && !p.isBatch()).toList();
  }

  /** A dozen containers are down, and their one card is up. */
  private Plan storm() {
    Plan first = stage.alert("quick", "container:first", "Container first is down", "");
    stage.await(first.id(), PlanState.RESOLVED);
    for (int i = 0; i < HELD; i++) {
      stage.send("quick", "container:web-" + i, "Container web-" + i + " is down", "");
    }
    Await.until(Stage.SOON, () -> in(PlanState.AWAITING_APPROVAL).size() == HELD);
    stage.turnClock(Duration.ofSeconds(6));
    Await.until(Stage.SOON, () -> stage.newest().isBatch());
    Plan batch = stage.newest();
    Await.until(Stage.SOON, () -> stage.plan(batch.id()).expiresAt() != null);
    return batch;
  }

  private WebClient person(nightshift.engine.policy.Person who) throws Exception {
    WebClient client = new WebClient(stage);
    assertThat(client.logIn(stage.logins.mint(who)).statusCode()).isEqualTo(303);
    return client;
  }

  @Test
  void the_channel_has_one_card_with_three_answers_and_links_to_each_plan() throws Exception {
    Plan batch = storm();
    String deeds = "/plans/" + batch.id().number() + "/";
    WebClient alice = person(Stage.ALICE);
    String page = alice.get("/?show=waiting").body();
    assertThat(page.split("<article", -1)).hasSize(2);
    // The badge said 13: the members of the storm, too.
    assertThat(page).contains("Waiting<span class=\"count\">1</span>", "<title>(1) Nightshift<");
    assertThat(page)
        .contains("Let 12 plans of playbook quick run", "Approve all", "Canary first", "Reject")
        .contains(deeds + "canary")
        .doesNotContain("/plans/2/approve");
    assertThat(alice.get("/plans/" + batch.id().number()).body())
        .contains("href=\"/plans/2\"", "href=\"/plans/13\"");
    WebClient bob = person(Stage.BOB);
    assertThat(bob.get("/").body()).doesNotContain(deeds + "canary", deeds + "approve");
    Map<String, String> form = WebClient.form(page, deeds + "canary");
    assertThat(bob.post(deeds + "canary", form).statusCode()).isEqualTo(403);
    assertThat(in(PlanState.AWAITING_APPROVAL)).hasSize(HELD);
    assertThat(stage.props.restart.runs()).isEqualTo(1);
    alice.post(deeds + "canary", form);
    Await.until(Duration.ofSeconds(30), () -> in(PlanState.RESOLVED).size() == HELD + 1);
    assertThat(stage.props.restart.runs()).isEqualTo(HELD + 1);
    stage.await(batch.id(), PlanState.RESOLVED);
    assertThat(alice.get("/").body().split("<article", -1)).hasSize(3);
  }

  @Test
  void the_card_fits_a_phone() throws Exception {
    Plan batch = storm();
    try (Browser browser = Browser.open(temp.resolve("profile"), false, 390, 844)) {
      browser.logIn(stage, Stage.ALICE);
      browser.go(stage, "/");
      browser.see("#canary-" + batch.id().number());
      for (String path : List.of("/", "/plans/" + batch.id().number())) {
        browser.go(stage, path);
        browser.shape(390, 844);
        Object wide =
            browser.script("return document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) wide).intValue()).as(path).isLessThanOrEqualTo(0);
        String dir = System.getProperty("nightshift.gallery");
        if (dir != null) {
          browser.picture(Path.of(dir, path.equals("/") ? "storm.png" : "storm-alone.png"));
        }
      }
      assertThat(browser.complaints()).filteredOn(c -> !c.contains("401")).isEmpty();
    }
  }
}
