package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.Attempts;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.contract.SettableClock;
import nightshift.engine.plan.PlanId;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets in, and who is slowed down. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DoorkeepingTest {

  private static final List<String> READING =
      List.of(
          Paths.ROOT + "/plans/pending",
          Paths.ROOT + "/plans/1",
          Paths.ROOT + "/history",
          Paths.ROOT + "/stats",
          Paths.ROOT + "/pause",
          Paths.ROOT + "/audit/verify",
          Paths.ROOT + "/audit/export");
  private static final List<String> CHANGING =
      List.of(
          Paths.ROOT + "/plans/1/approve",
          Paths.ROOT + "/plans/1/reject",
          Paths.ROOT + "/plans/1/undo",
          Paths.ROOT + "/plans/1/retry",
          Paths.ROOT + "/plans/1/settle",
          Paths.ROOT + "/pause",
          Paths.ROOT + "/resume",
          AlertRoutes.PATH,
          AlertRoutes.TEST_PATH,
          LoginRoutes.PATH,
          "/api/v1/alerts/alertmanager");

  private final SettableClock limits = new SettableClock();
  private final OpenHouse open = new OpenHouse(Autonomy.ASK, limits, Optional.empty());

  @AfterEach
  void close() {
    open.close();
  }

  private Answer bare(String path) {
    return open.send(HttpRequest.newBuilder(open.at(path)).GET());
  }

  @Test
  void nothing_about_plans_is_said_or_done_without_a_token() {
    for (String path : READING) {
      Answer answer = bare(path);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    for (String path : CHANGING) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(open.at(path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"alice\",\"reason\":\"x\"}"));
      assertThat(open.send(request).status()).as(path).isEqualTo(401);
    }
    assertThat(open.house.lamp.touched).hasValue(0);
    assertThat(open.house.plans()).isEmpty();
  }

  @Test
  void other_schemes_and_odd_tokens_are_no_tokens() {
    for (String header :
        List.of("Basic YWxpY2U6eA==", "alice", "Bearer", "Bearer ", "Token alice")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(open.at(READING.getFirst())).header("Authorization", header).GET();
      assertThat(open.send(request).status()).as(header).isEqualTo(401);
    }
    assertThat(open.get("x".repeat(5_000), READING.getFirst()).status()).isEqualTo(401);
    assertThat(open.get("alice", READING.getFirst()).status()).isEqualTo(200);
  }

  @Test
  void a_guesser_is_slowed_down_and_locks_out_no_good_token_from_the_same_address() {
    for (int i = 0; i < Attempts.ALLOWED; i++) {
      assertThat(open.get("guess-" + i, READING.getFirst()).status()).isEqualTo(401);
    }
    Answer slowed = open.get("another-guess", READING.getFirst());
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.header("Retry-After").map(Integer::parseInt).orElse(0)).isBetween(1, 60);
    assertThat(open.get("bob", READING.getFirst()).status()).as("never in before").isEqualTo(200);
    assertThat(open.post("sensor", AlertRoutes.PATH, "{}").status()).isNotEqualTo(429);
    limits.advance(Attempts.WINDOW.plusSeconds(1));
    assertThat(open.get("another-guess", READING.getFirst()).status()).isEqualTo(401);
  }

  @Test
  void a_token_for_handing_in_alerts_reads_nothing_decides_nothing_and_makes_no_link() {
    long n = open.waiting();
    for (String path : READING) {
      assertThat(open.get("sensor", path).status()).as(path).isEqualTo(403);
    }
    for (String path : CHANGING) {
      if (!path.startsWith(AlertRoutes.PATH)) {
        Answer answer = open.post("sensor", path, "{\"reason\":\"x\",\"fixed\":true}");
        assertThat(answer.status()).as(path).isEqualTo(403);
        assertThat(answer.raw().body()).doesNotContain("/login?code");
      }
    }
    assertThat(open.post("sensor", AlertRoutes.PATH, "{}").status()).isNotEqualTo(403);
    assertThat(open.house.plan(new PlanId(n)).decision()).isNull();
    assertThat(open.house.lamp.touched).hasValue(0);
  }

  @Test
  void only_an_admin_pauses_resumes_and_exports() {
    for (String who : List.of("eve", "bob", "sensor")) {
      String pause = Paths.ROOT + "/pause";
      assertThat(open.post(who, pause, "{\"reason\":\"x\"}").status()).isEqualTo(403);
      assertThat(open.post(who, Paths.ROOT + "/resume", "{}").status()).isEqualTo(403);
      assertThat(open.get(who, Paths.ROOT + "/audit/export").status()).isEqualTo(403);
      assertThat(open.post(who, AlertRoutes.TEST_PATH, "{\"type\":\"cpu_high\"}").status())
          .isEqualTo(403);
    }
    assertThat(open.get("eve", Paths.ROOT + "/pause").body().path("paused").booleanValue())
        .isFalse();
    assertThat(open.house.events("denied-press")).isEqualTo(4);
  }

  @Test
  void a_pause_holds_until_it_is_lifted() {
    String pause = Paths.ROOT + "/pause";
    assertThat(open.post("alice", pause, "{}").status()).isEqualTo(422);
    assertThat(open.post("alice", pause, "{\"reason\":\"x\",\"for\":\"soon\"}").status())
        .isEqualTo(422);
    Answer paused = open.post("alice", pause, "{\"reason\":\"moving disks\",\"for\":\"2h\"}");
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.raw().body()).as("whole seconds").doesNotContainPattern("\\d\\.\\d+Z");
    var shown = open.get("eve", pause).body();
    assertThat(shown.path("paused").booleanValue()).isTrue();
    assertThat(shown.path("by").textValue()).isEqualTo("alice");
    assertThat(shown.path("until").textValue()).isNotNull();
    assertThat(open.post("alice", Paths.ROOT + "/resume", "").status()).isEqualTo(200);
    assertThat(open.post("alice", Paths.ROOT + "/resume", "{}").status()).isEqualTo(409);
  }

  @Test
  void a_login_link_is_for_the_tokens_own_person_alone() {
    Answer link = open.post("eve", LoginRoutes.PATH, "{}");
    assertThat(link.status()).isEqualTo(201);
    assertThat(link.body().path("url").textValue())
        .isEqualTo("http://127.0.0.1:" + open.port() + "/login?code=eve");
    assertThat(open.post("eve", LoginRoutes.PATH, "{\"userId\":\"alice\"}").status())
        .isEqualTo(422);
  }

  @Test
  void a_login_link_does_not_lead_where_the_host_header_says() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.port())) {
      String request =
          "POST %s HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer eve\r\n"
                  .formatted(LoginRoutes.PATH)
              + "Content-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .contains("http://127.0.0.1:" + open.port() + "/login?code=eve")
          .doesNotContain("evil");
    }
  }

  @Test
  void a_runaway_client_is_told_to_wait() {
    nightshift.bot.http.Pace pace = new nightshift.bot.http.Pace(limits);
    int allowed = 0;
    while (pace.allows("alice")) {
      allowed++;
    }
    assertThat(allowed).isGreaterThanOrEqualTo(nightshift.bot.http.Pace.PER_SECOND);
    assertThat(pace.allows("bob")).isTrue();
    limits.advance(Duration.ofSeconds(1));
    assertThat(pace.allows("alice")).isTrue();
  }
}
