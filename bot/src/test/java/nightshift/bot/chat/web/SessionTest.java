package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, for how long, and how they get out again. */
class SessionTest {

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
  void looking_at_a_link_does_not_use_it_up_and_a_second_use_is_refused() throws Exception {
    String link = stage.logins.mint(Stage.ALICE);
    WebClient preview = new WebClient(stage);
    assertThat(preview.get(link).body()).contains("Log in as alice");
    assertThat(preview.get(link).body()).contains("Log in as alice");
    WebClient first = new WebClient(stage);
    WebClient thief = new WebClient(stage);

    assertThat(first.logIn(link).statusCode()).isEqualTo(303);
    assertThat(thief.logIn(link).statusCode()).isEqualTo(410);

    assertThat(first.get("/").statusCode()).isEqualTo(200);
    assertThat(thief.get("/").statusCode()).isEqualTo(401);
    assertThat(thief.get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void a_link_lapses_after_15_minutes() throws Exception {
    String link = stage.logins.mint(Stage.ALICE);
    stage.turnClock(Logins.LIFETIME);

    assertThat(new WebClient(stage).logIn(link).statusCode()).isEqualTo(410);
  }

  @Test
  void a_session_ends_after_12_idle_hours_and_after_7_days_in_any_case() throws Exception {
    Plan plan = stage.waiting();
    stage.turnClock(Duration.ofHours(11));
    assertThat(alice.get("/").statusCode()).isEqualTo(200);
    stage.turnClock(Duration.ofHours(11));
    Map<String, String> form = WebClient.form(alice.get("/").body(), "/logout");
    stage.turnClock(Duration.ofHours(12));
    assertThat(alice.get("/").statusCode()).isEqualTo(401);
    assertThat(alice.post("/plans/1/approve", form).statusCode()).isEqualTo(401);
    assertThat(stage.props.memory.runs()).isZero();
    assertThat(stage.plan(plan.id()).decision()).isNull();

    alice.logIn(stage.logins.mint(Stage.ALICE));
    for (int i = 0; i < 16; i++) {
      assertThat(alice.get("/").statusCode()).isEqualTo(200);
      stage.turnClock(Duration.ofHours(10));
    }
    stage.turnClock(Duration.ofHours(8));
    assertThat(alice.get("/").statusCode()).isEqualTo(401);
  }

  @Test
  void logging_in_and_out_is_written_down_and_ends_the_session() throws Exception {
    Map<String, String> form = WebClient.form(alice.get("/").body(), "/logout");
    assertThat(alice.post("/logout", form).statusCode()).isEqualTo(303);

    assertThat(alice.get("/").statusCode()).isEqualTo(401);
    assertThat(stage.events())
        .filteredOn(e -> e.actor().equals("alice"))
        .extracting(e -> e.type())
        .containsExactly("login", "logout");
  }

  @Test
  void the_cookie_is_for_this_site_alone_and_out_of_reach_for_scripts() throws Exception {
    String cookie =
        alice.logIn(stage.logins.mint(Stage.ALICE)).headers().firstValue("Set-Cookie").orElse("");

    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(cookie).doesNotContain("Secure");
  }

  @Test
  void somebody_whom_the_configuration_no_longer_knows_is_out_at_once() throws Exception {
    String link = stage.logins.mint(new Person("carol", java.util.Set.of("oncall")));
    WebClient carol = new WebClient(stage);
    carol.logIn(link);

    assertThat(carol.get("/").statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_reads_the_api_and_decides_there_only_with_its_token() throws Exception {
    Plan plan = stage.waiting();
    String pending = "/api/v1/remediation/plans/pending";
    assertThat(new WebClient(stage).get(pending).statusCode()).isEqualTo(401);
    assertThat(alice.get(pending).body()).contains("Container web is down");

    assertThat(alice.post("/api/v1/remediation/plans/1/approve", Map.of()).statusCode())
        .isEqualTo(403);

    undecided(plan);
  }

  @Test
  void two_servers_on_one_host_do_not_log_each_other_out() throws Exception {
    try (Stage other = new Stage()) {
      WebClient there = new WebClient(other);
      there.logIn(other.logins.mint(Stage.ALICE));
      assertThat(there.cookie.substring(0, there.cookie.indexOf('=')))
          .isNotEqualTo(alice.cookie.substring(0, alice.cookie.indexOf('=')));
    }
  }

  @Test
  void who_may_only_hand_in_alerts_sees_no_page() throws Exception {
    Plan plan = stage.waiting();
    WebClient sensor = new WebClient(stage);
    sensor.logIn(stage.logins.mint(Stage.SENSOR));
    assertThat(sensor.get("/").statusCode()).isEqualTo(401);
    assertThat(sensor.get("/plans/" + plan.id().number()).statusCode()).isEqualTo(401);
  }

  @Test
  void a_page_from_elsewhere_cannot_listen_with_somebodys_cookie() throws Exception {
    String own = "http://" + stage.at("/").getAuthority();

    assertThat(upgrade("Origin", own)).isEqualTo(101);
    assertThat(upgrade("Origin", own, "Sec-Fetch-Site", "same-origin")).isEqualTo(101);
    assertThat(upgrade("Origin", "http://evil.example")).isEqualTo(403);
    assertThat(upgrade("Origin", "http://127.0.0.1:1")).isEqualTo(403);
    assertThat(upgrade("Origin", "http://evil.example/?" + own)).isEqualTo(403);
    assertThat(upgrade("Origin", own, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(upgrade("X-Nothing", "at all")).isEqualTo(403);
  }

  /** Opens a socket with the cookie and these headers; the status of the answer. */
  private int upgrade(String... headers) throws Exception {
    URI events = URI.create("ws://" + stage.at("/").getAuthority() + "/api/v1/remediation/events");
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.newWebSocketBuilder()
          .header("Cookie", alice.cookie)
          .header(headers[0], headers[1])
          .header(headers[headers.length - 2], headers[headers.length - 1])
          .buildAsync(events, new WebSocket.Listener() {})
          .get(20, TimeUnit.SECONDS)
          .abort();
      return 101;
    } catch (ExecutionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  private void undecided(Plan plan) {
    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(stage.plan(plan.id()).decision()).isNull();
    assertThat(stage.props.memory.runs()).isZero();
  }
}
