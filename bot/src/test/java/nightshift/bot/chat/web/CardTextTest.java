package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import nightshift.engine.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plan's page says, and says only once. */
class CardTextTest {

  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private String page(Plan plan) throws Exception {
    WebClient alice = new WebClient(stage);
    alice.logIn(stage.logins.mint(Stage.ALICE));
    return alice.get("/plans/" + plan.id().number()).body();
  }

  @Test
  void a_plan_of_one_step_says_its_sentence_in_the_title_alone() throws Exception {
    Plan plan = stage.alert("disk.pool-full", "disk:/srv", "The disk is full", "");
    assertThat(plan.draft().steps()).hasSize(1);
    assertThat(page(plan)).contains("class=\"undo\"").doesNotContain("class=\"sentence\"");
  }

  @Test
  void a_plan_of_two_steps_says_the_sentence_of_each() throws Exception {
    Plan plan = stage.waiting();
    assertThat(page(plan).split("class=\"sentence\"", -1)).hasSize(3);
  }

  @Test
  void a_page_says_how_bad_the_alert_was() throws Exception {
    assertThat(page(stage.waiting())).contains("severity high");
  }
}
