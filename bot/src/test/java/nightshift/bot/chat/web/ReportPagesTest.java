package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerTx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How it went, as a page; and what came back is no success on any page. */
class ReportPagesTest {

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

  private Plan fixed() {
    Plan plan = stage.alert("quick", "container:cache", "Container cache is unhealthy", "");
    stage.await(plan.id(), PlanState.RESOLVED);
    return plan;
  }

  private void learn(Plan plan, Outcome outcome) {
    stage.ledger.write((LedgerTx tx) -> {
      tx.learn(plan.id(), Lesson.of(outcome, stage.now()));
      return true;
    });
  }

  @Test
  void the_figures_are_those_of_the_ledger() throws Exception {
    learn(fixed(), Outcome.FIXED);
    String page = alice.get("/report").body();
    assertThat(page)
        .contains("<h1>The last 7 days</h1>")
        .contains("<li>1 plan: 1 ran, 1 of them unasked (100 %), 0 rejected, 0 expired.</li>")
        .contains("Outcomes: 1 fixed.")
        .contains("/report/chart.svg?days=7");
  }

  @Test
  void the_span_can_be_chosen_and_anything_else_is_a_week() throws Exception {
    learn(fixed(), Outcome.FIXED);
    stage.turnClock(Duration.ofDays(10));
    WebClient later = new WebClient(stage);
    later.logIn(stage.logins.mint(Stage.ALICE));
    assertThat(later.get("/report").body()).contains("0 plans: 0 ran");
    String month = later.get("/report?days=30").body();
    assertThat(month)
        .contains("<h1>The last 30 days</h1>")
        .contains("1 plan: 1 ran")
        .contains("/report/chart.svg?days=30")
        .containsPattern("href=\"/report\\?days=30\" aria-current=\"page\"");
    for (String odd : new String[] {"-1", "0", "31", "999999999999", "7%27%22%3E", ""}) {
      assertThat(later.get("/report?days=" + odd).body()).contains("<h1>The last 7 days</h1>");
    }
  }

  @Test
  void the_picture_is_an_svg_of_the_same_span() throws Exception {
    learn(fixed(), Outcome.FIXED);
    HttpResponse<String> svg = alice.get("/report/chart.svg?days=1");
    assertThat(svg.statusCode()).isEqualTo(200);
    assertThat(svg.headers().firstValue("Content-Type").orElse("")).startsWith("image/svg+xml");
    assertThat(svg.body()).contains("<svg").contains("viewBox=\"0 0 720 820\"");
  }

  @Test
  void the_picture_was_dark_on_a_light_page() throws Exception {
    String auto = alice.get("/report").body();
    assertThat(auto)
        .contains("<source media=\"(prefers-color-scheme: dark)\"")
        .contains("srcset=\"/report/chart.svg?days=7&amp;colours=dark\"")
        .contains("<img src=\"/report/chart.svg?days=7&amp;colours=light\"");
    assertThat(alice.get("/report/chart.svg?colours=light").body()).doesNotContain("rgb(30,31,34)");
    assertThat(alice.get("/report/chart.svg?colours=dark").body()).contains("rgb(30,31,34)");
    String session = alice.cookie;
    alice.cookie = session + "; theme=light";
    assertThat(alice.get("/report").body())
        .contains("colours=light")
        .doesNotContain("colours=dark");
    alice.cookie = session + "; theme=dark";
    assertThat(alice.get("/report").body())
        .contains("colours=dark")
        .doesNotContain("colours=light");
  }

  @Test
  void without_a_session_there_is_neither_page_nor_picture() throws Exception {
    learn(fixed(), Outcome.FIXED);
    WebClient stranger = new WebClient(stage);
    for (String path : new String[] {"/report", "/report/chart.svg"}) {
      HttpResponse<String> answer = stranger.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("1 plan").doesNotContain("<svg viewBox");
    }
  }

  @Test
  void what_came_back_is_marked_so_in_the_channel_on_its_page_and_in_the_history()
      throws Exception {
    Plan plan = fixed();
    learn(plan, Outcome.FIXED);
    String page = "/plans/" + plan.id().number();
    for (String path : new String[] {"/", page, "/history"}) {
      assertThat(badges(path)).as(path).contains("Resolved").doesNotContain("Came back");
    }
    learn(plan, Outcome.RELAPSED);
    for (String path : new String[] {"/", page, "/history"}) {
      assertThat(badges(path)).as(path).contains("bad Came back").doesNotContain("Resolved");
    }
    assertThat(alice.get(page + "/card").body()).contains("data-tone=\"bad\"");
  }

  /** The badges of states on a page, each with its tone. */
  private String badges(String path) throws Exception {
    StringBuilder out = new StringBuilder();
    var m =
        java.util.regex.Pattern.compile(
                "class=\"badge state\" data-tone=\"(\\w+)\"><span[^>]*></span>([^<]+)<")
            .matcher(alice.get(path).body());
    while (m.find()) {
      out.append(m.group(1)).append(' ').append(m.group(2)).append('\n');
    }
    return out.toString();
  }
}
