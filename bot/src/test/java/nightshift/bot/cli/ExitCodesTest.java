package nightshift.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts rely on the exit codes. */
class ExitCodesTest {

  private static final String PLAN = "/api/v1/remediation/plans/142";

  private StandInServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StandInServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400,2", "403,4", "404,3", "409,5", "410,6", "413,2", "422,2", "429,1", "500,1", "503,1",
    "504,124"
  })
  void every_refusal_of_the_server_has_its_exit_code(int status, int exit) {
    server.on("GET " + PLAN, status, "{\"title\":\"t\",\"detail\":\"decided by alice already\"}");
    Typed typed = Typed.at(server, "plan", "show", "142");
    assertThat(typed.exit()).isEqualTo(exit);
    assertThat(typed.err()).isEqualTo("nightshift: decided by alice already\n");
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void a_refusal_by_the_safety_check_is_told_apart_from_bad_usage() {
    server.on(
        "POST " + PLAN + "/undo",
        422,
        "{\"type\":\"urn:nightshift:refused\",\"detail\":\"the target is protected\"}");
    assertThat(Typed.at(server, "plan", "undo", "142").exit()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved,0",
    "failed,1",
    "rolled_back,1",
    "in_doubt,1",
    "rejected,6",
    "expired,6",
    "cancelled,5",
    "superseded,5",
    "blocked,8"
  })
  void waiting_returns_how_the_plan_ended(String state, int exit) {
    server
        .on("GET " + PLAN, 200, plan("awaiting_approval"))
        .on("GET " + PLAN, 200, plan("executing"))
        .on("GET " + PLAN, 200, plan(state))
        .on("POST " + PLAN + "/approve", 200, "{\"success\":true,\"message\":\"approved\"}");
    Typed typed = Typed.at(server, "plan", "approve", "142", "--wait");
    assertThat(typed.exit()).isEqualTo(exit);
    assertThat(typed.out()).contains("plan #142 is " + state.replace('_', ' '));
  }

  @Test
  void waiting_too_long_says_so() {
    server
        .on("GET " + PLAN, 200, plan("executing"))
        .on("POST " + PLAN + "/approve", 200, "{\"success\":true,\"message\":\"approved\"}");
    Typed typed = Typed.at(server, "plan", "approve", "142", "--wait", "--timeout", "1s");
    assertThat(typed.exit()).isEqualTo(124);
    assertThat(typed.err()).contains("still executing after 1s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "plan",
        "plan nonsense 1",
        "plan reject 142",
        "plan settle 142 --reason x",
        "plan settle 142 --fixed --not-fixed --reason x",
        "history --limit many",
        "plan approve 142 --wait --timeout soon",
        "stats --server ftp://example.org",
        "stats --token-file /nonexistent/token",
        "pause --reason x --for ever",
        "stats -o xml"
      })
  void a_mistake_in_the_command_is_two_lines_and_2(String line) {
    server
        .on("GET " + PLAN, 200, plan("executing"))
        .on("POST " + PLAN + "/approve", 200, "{\"message\":\"approved\"}");
    Typed typed = Typed.at(server, line.split(" "));
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err().lines().count()).isBetween(1L, 2L);
    assertThat(typed.err()).startsWith("nightshift: ").doesNotContain("Exception");
  }

  @Test
  void an_unreachable_server_is_one_line_that_names_it() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + free;
    Typed typed = Typed.with(Map.of(), "", "plan", "list", "--server", url);
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.err()).contains(url).contains("nightshift serve").hasLineCount(1);
  }

  @Test
  void a_missing_token_is_4_and_says_where_to_put_one() {
    server.on("GET " + PLAN, 401, "{\"detail\":\"no token\"}");
    Map<String, String> env = Map.of("NIGHTSHIFT_SERVER", server.url());
    Typed typed = Typed.with(env, "", "plan", "show", "142");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("NIGHTSHIFT_TOKEN", "--token-file");
  }

  @Test
  void a_token_that_is_not_known_is_4_and_says_where_it_was_asked_and_what_to_check() {
    server.on("GET " + PLAN, 401, "{\"detail\":\"this token is not known here\"}");
    Typed typed = Typed.at(server, "plan", "show", "142");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err())
        .contains(server.url(), "this token is not known here", "NIGHTSHIFT_TOKEN", "--token-file");
  }

  @Test
  void a_broken_chain_is_7_and_names_the_first_bad_event() {
    server.on(
        "GET /api/v1/remediation/audit/verify",
        200,
        "{\"intact\":false,\"events\":12,\"firstBad\":5,\"problem\":\"its hash does not fit\"}");
    Typed typed = Typed.at(server, "audit", "verify");
    assertThat(typed.exit()).isEqualTo(7);
    assertThat(typed.out()).contains("event 5").contains("its hash does not fit");
  }

  @Test
  void a_broken_chain_is_found_without_a_server_too() {
    Typed typed = Typed.with(Map.of(), "", "audit", "verify", "--data", "/some/folder");
    assertThat(typed.exit()).isEqualTo(7);
    assertThat(typed.out()).contains("event 4");
  }

  @Test
  void an_intact_chain_is_0() {
    server.on(
        "GET /api/v1/remediation/audit/verify",
        200,
        "{\"intact\":true,\"events\":12,\"firstBad\":null,\"problem\":\"\"}");
    assertThat(Typed.at(server, "audit", "verify")).extracting(Typed::exit).isEqualTo(0);
  }

  @Test
  void a_configuration_with_a_mistake_is_2_and_one_without_is_0() {
    Typed bad = Typed.with(Map.of(), "", "check", "bad.yaml", "good.yaml");
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.out()).contains("bad.yaml: there is no such file", "1 error");
    assertThat(Typed.with(Map.of(), "", "check", "--config", "good.yaml").exit()).isZero();
    assertThat(Typed.with(Map.of(), "", "serve", "--config", "bad.yaml").exit()).isEqualTo(2);
  }

  @Test
  void asking_for_help_or_the_version_is_no_mistake() {
    assertThat(Typed.with(Map.of(), "", "plan", "approve", "--help").exit()).isZero();
    assertThat(Typed.with(Map.of(), "", "version").exit()).isZero();
    assertThat(List.of(Typed.with(Map.of(), "", "--help").out().split("\n")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  static String plan(String state) {
    return """
    {"id":"u","number":142,"revision":3,"digest":"%s","headline":"Restart container web",
     "state":"%s","risk":"medium","confidence":80,"result":"","actions":[
      {"id":"1","description":"Restart container web.","undoable":false,"details":["a","b"]}]}
    """
        .formatted("4f".repeat(32), state);
  }

  @Test
  void a_doctor_that_finds_something_says_what_to_do_and_exits_1() {
    Typed sick = Typed.with(Map.of(), "", "doctor", "sick");
    assertThat(sick.exit()).isEqualTo(1);
    assertThat(sick.out()).isEqualTo("BAD   the lamp is dark\n      -> switch it on\n");
    Typed well = Typed.with(Map.of(), "", "doctor", "well");
    assertThat(well.exit()).isZero();
    assertThat(well.out()).isEqualTo("ok    all\n");
    assertThat(Typed.with(Map.of(), "", "doctor", "nobody").exit()).isEqualTo(2);
  }
}
