package nightshift.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands send, and what they print. */
class CommandsTest {

  private static final String ROOT = "/api/v1/remediation/";
  private static final String PLAN = ROOT + "plans/142";

  private StandInServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StandInServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_approval_carries_the_digest_of_what_was_shown() {
    server
        .on("GET " + PLAN, 200, ExitCodesTest.plan("awaiting_approval"))
        .on("POST " + PLAN + "/approve", 200, "{\"success\":true,\"message\":\"approved by al\"}");
    Typed typed = Typed.at(server, "plan", "approve", "#142");
    assertThat(typed.exit()).isZero();
    assertThat(typed.out())
        .contains("Restart container web", "risk medium", "4f4f4f4f4f4f", "cannot be undone")
        .contains("approved by al");
    StandInServer.Asked last = server.asked().getLast();
    assertThat(last.body()).contains("\"digest\":\"" + "4f".repeat(32) + "\"", "\"revision\":3");
    assertThat(last.token()).isEqualTo("Bearer secret");
  }

  @Test
  void an_approval_of_another_digest_is_never_sent() {
    server.on("GET " + PLAN, 200, ExitCodesTest.plan("awaiting_approval"));
    Typed typed = Typed.at(server, "plan", "approve", "142", "--digest", "abcdef");
    assertThat(typed.exit()).isEqualTo(5);
    assertThat(server.asked()).extracting(StandInServer.Asked::method).containsOnly("GET");
  }

  @Test
  void alert_text_cannot_command_the_terminal() {
    String hostile =
        "\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202egnp.exe\\r\\nplan #1 is resolved";
    String plan = ExitCodesTest.plan("failed").replace("Restart container web", hostile);
    server
        .on("GET " + PLAN, 200, plan)
        .on("GET " + ROOT + "plans/pending", 200, "{\"plans\":[" + plan + "]}");
    for (String output : new String[] {"table", "json"}) {
      String shown = Typed.at(server, "plan", "show", "142", "-o", output).out();
      String list = Typed.at(server, "plan", "list", "-o", output).out();
      assertThat(shown + list)
          .matches(text -> text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)))
          .doesNotContain("\u202e");
    }
  }

  @Test
  void the_evidence_of_a_playbook_was_cut_off_before_it_said_anything() {
    String evidence =
        "for low risk worked 12 of 12 times (95 % sure: at least 79 %), needs 80 % for a day or"
            + " longer";
    server.on(
        "GET " + ROOT + "playbooks",
        200,
        "{\"playbooks\":[{\"playbook\":\"disk-full\",\"rung\":\"ask\",\"upTo\":\"auto\","
            + "\"evidence\":\"%s\",\"why\":\"a relapse\"},".formatted(evidence)
            + "{\"playbook\":\"web\",\"rung\":\"auto\",\"upTo\":\"auto\",\"why\":\"\"}]}");

    String out = Typed.at(server, "playbooks").out();

    assertThat(out.lines()).allMatch(l -> l.length() <= Printing.WIDTH);
    assertThat(out.replaceAll("\\s+", " "))
        .isEqualTo(
            "PLAYBOOK RUNG UP TO disk-full ask auto "
                + evidence
                + " because: a relapse web auto auto ");
  }

  @Test
  void refusals_cannot_command_the_terminal_either() {
    server.on("GET " + PLAN, 404, "{\"detail\":\"no plan \\u001b[31m\\nhere\"}");
    assertThat(Typed.at(server, "plan", "show", "142").err())
        .isEqualTo("nightshift: no plan  [31m here\n");
  }

  @Test
  void json_output_is_what_the_server_said() {
    server.on("GET " + PLAN, 200, "{\"number\":142,\"headline\":\"naïve ☃\"}");
    assertThat(Typed.at(server, "plan", "show", "142", "-o", "json").out())
        .contains("\"number\" : 142", "naïve ☃");
  }

  @Test
  void json_output_leaves_every_printable_character_as_it_is() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      all.append(c);
    }
    assertThat(Printing.escaped(all.toString())).isEqualTo(all.toString());
    assertThat(Printing.escaped("a\u001bx\u202e")).isEqualTo("a\\u001bx\\u202e");
  }

  @Test
  void a_plan_that_has_ended_does_not_expire_any_more() {
    String times =
        ",\"createdAt\":\"2026-11-24T01:00:00Z\",\"expiresAt\":\"2026-11-24T01:30:00Z\"}";
    String plan = ExitCodesTest.plan("resolved").strip();
    plan = plan.substring(0, plan.length() - 1) + times;
    String id = "{\"id\":\"u\"";
    server
        .on("GET " + PLAN, 200, plan.replace(id, id + ",\"status\":\"completed\""))
        .on("GET " + PLAN, 200, plan.replace(id, id + ",\"status\":\"pending\""));
    assertThat(Typed.at(server, "plan", "show", "142").out())
        .contains("created:")
        .doesNotContain("expires");
    assertThat(Typed.at(server, "plan", "show", "142").out()).contains("expires:");
  }

  @Test
  void a_table_keeps_to_80_columns() {
    String long1 = "x".repeat(300);
    server.on(
        "GET " + ROOT + "history?limit=50&offset=0",
        200,
        "{\"history\":[{\"number\":7,\"state\":\"resolved\",\"risk\":\"low\",\"headline\":\""
            + long1
            + "\",\"changedAt\":\"2026-11-24T01:00:00Z\",\"decision\":{\"by\":\""
            + long1
            + "\"}}],\"total\":1}");
    Typed typed = Typed.at(server, "history");
    assertThat(typed.out()).contains("#7", "60 min ago", "…");
    assertThat(typed.out().lines()).allSatisfy(l -> assertThat(l.length()).isBetween(1, 80));
  }

  @Test
  void filters_are_encoded() {
    String path =
        ROOT + "history?limit=5&offset=0&state=resolved&target=container%3Aweb%26limit%3D9";
    server.on("GET " + path, 200, "{\"history\":[],\"total\":0}");
    Typed typed =
        Typed.at(
            server, "history", "--limit=5", "--state=resolved", "--target=container:web&limit=9");
    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).isEqualTo("no plans\n");
  }

  @Test
  void status_and_state_were_two_filters_that_took_the_same_words_for_different_plans() {
    server.on(
        "GET " + ROOT + "history?limit=50&offset=0&state=failed",
        200,
        "{\"history\":[],\"total\":0}");
    assertThat(Typed.at(server, "history", "--status=failed").exit()).isZero();
    assertThat(Typed.at(server, "history", "--state=failed").exit()).isZero();
    assertThat(Typed.at(server, "history", "--state=failed", "--status=failed").exit())
        .isEqualTo(2);
  }

  @Test
  void stats_printed_its_beginning_in_nanoseconds_and_words_that_history_does_not_filter_by() {
    server.on(
        "GET " + ROOT + "stats",
        200,
        """
        {"since":"2026-11-17T02:00:00.123456789Z","stats":[{"status":"failed","risk":"low",
        "count":2,"avgConfidence":76.6}],"states":[{"state":"rolled_back","risk":"low","count":1,
        "avgConfidence":76.6},{"state":"rejected","risk":"high","count":12,"avgConfidence":90.0}],
        "totals":{"plans":13,"failed":13}}
        """);
    server.on(
        "GET " + ROOT + "stats",
        200,
        "{\"since\":\"2026-11-17T02:00:00Z\",\"states\":[],\"totals\":{\"plans\":0}}");
    assertThat(Typed.at(server, "stats").out())
        .isEqualTo(
            """
            13 plans since 2026-11-17 02:00 UTC
            STATE        RISK  PLANS  AVERAGE CONFIDENCE
            rolled back  low   1      77 %
            rejected     high  12     90 %
            """);
    assertThat(Typed.at(server, "stats").out()).isEqualTo("no plans since 2026-11-17 02:00 UTC\n");
  }

  @Test
  void lists_cut_off_what_a_plan_does_before_they_said_to_what() {
    String long_ =
        "Move 28 files (28.0 MiB) not modified for 7 days in /srv/a/very/long/path/to/the/folder/tmp"
            + " into quarantine";
    server.on(
        "GET " + ROOT + "plans/pending",
        200,
        "{\"plans\":[{\"number\":7,\"risk\":\"low\",\"headline\":\"%s\"}]}".formatted(long_));
    String out = Typed.at(server, "plan", "list").out();
    assertThat(out.lines()).allMatch(l -> l.length() <= Printing.WIDTH);
    assertThat(out).doesNotContain("…");
    assertThat(out.replaceAll("\\s+", " ")).contains("into quarantine");
    assertThat(out).contains("/srv/a/very/long/path/to/the/folder/tmp");
  }

  @Test
  void the_plans_of_a_storm_were_listed_beside_their_batch() {
    String batch =
        "{\"number\":41,\"risk\":\"low\",\"headline\":\"Let 2 plans of playbook lamp run\","
            + "\"batched\":false,\"actions\":[{\"type\":\"batch.release\"}]}";
    String member = "{\"number\":%d,\"risk\":\"low\",\"headline\":\"Switch on\",\"batched\":true}";
    String members = member.formatted(39) + "," + member.formatted(40);
    server
        .on(
            "GET " + ROOT + "plans/pending",
            200,
            "{\"plans\":[%s,%s],\"inDoubt\":[],\"unanswered\":[]}".formatted(batch, members))
        .on(
            "GET " + ROOT + "plans/pending",
            200,
            "{\"plans\":[%s],\"inDoubt\":[],\"unanswered\":[]}".formatted(members));
    assertThat(Typed.at(server, "plan", "list").out())
        .contains("#41", "Let 2 plans of playbook lamp run")
        .doesNotContain("#39", "#40", "storm");
    assertThat(Typed.at(server, "plan", "list").out())
        .isEqualTo("2 plans of a storm wait, and are asked for together\n");
  }

  @Test
  void plans_in_doubt_and_alerts_without_a_plan_were_in_no_list() {
    server.on(
        "GET " + ROOT + "plans/pending",
        200,
        """
        {"plans":[],"inDoubt":[{"number":7,"headline":"Restart container web"}],"unanswered":[
        {"what":"DiskFull on nas","because":"no playbook matches","severity":"high",
        "startsAt":"2026-11-24T00:00:00Z"}]}
        """);
    assertThat(Typed.at(server, "plan", "list").out())
        .isEqualTo(
            """
            #7 is in doubt: Restart container web. Look how it ended, then: nightshift plan
              settle 7 --fixed (or --not-fixed) --reason TEXT

            SEVERITY  BEGAN    ALERT WITHOUT A PLAN
            high      2 h ago  DiskFull on nas: no playbook matches
            """);
  }

  @Test
  void a_new_try_that_was_refused_at_once_did_not_say_why() {
    server.on(
        "POST " + PLAN + "/retry",
        200,
        "{\"message\":\"The new try is plan #143.\",\"plan\":{\"number\":143,\"state\":\"blocked\","
            + "\"result\":\"nothing-to-do: no step applies\"}}");
    assertThat(Typed.at(server, "plan", "retry", "142").out())
        .contains("state blocked", "  result: nothing-to-do: no step applies\n");
  }

  @Test
  void a_fix_that_did_not_last_was_resolved_to_who_asked_here() {
    String plan =
        "{\"number\":142,\"state\":\"resolved\",\"headline\":\"Restart web\",\"outcome\":"
            + "{\"is\":\"relapsed\",\"note\":\"fired again after 94 s\"}}";
    server
        .on("GET " + PLAN, 200, plan)
        .on("GET " + ROOT + "history?limit=50&offset=0", 200, "{\"history\":[" + plan + "]}");
    assertThat(Typed.at(server, "plan", "show", "142").out())
        .contains("state resolved, came back", "  since then: fired again after 94 s\n");
    assertThat(Typed.at(server, "history").out()).contains("#142  resolved, came back");
  }

  @Test
  void waiting_for_a_plan_that_is_held_back_did_not_say_by_what() {
    String held =
        ExitCodesTest.plan("approved")
            .replaceFirst(
                "\\{",
                "{\"thread\":[{\"key\":\"held\",\"body\":\"blast-radius: plan #7 is in doubt\"}],");
    server
        .on("GET " + PLAN, 200, ExitCodesTest.plan("awaiting_approval"))
        .on("GET " + PLAN, 200, held)
        .on("POST " + PLAN + "/approve", 200, "{\"message\":\"Approved plan #142.\"}");
    Typed typed = Typed.at(server, "plan", "approve", "142", "--wait", "--timeout", "1s");
    assertThat(typed.exit()).isEqualTo(124);
    assertThat(typed.err()).contains("still approved after 1s; blast-radius: plan #7 is in doubt");
  }

  @Test
  void a_thread_under_a_plan_ran_together_into_one_line() {
    server.on(
        "GET " + PLAN,
        200,
        "{\"number\":142,\"thread\":[{\"title\":\"What was done\",\"body\":\"✓ restarted\\nruns\"}],"
            + "\"because\":\"the playbook asks\",\"result\":\"the playbook asks\"}");
    assertThat(Typed.at(server, "plan", "show", "142").out())
        .contains("  thread: What was done\n    ✓ restarted\n    runs\n")
        .doesNotContain("result:");
  }

  @Test
  void a_command_that_does_not_exist_was_an_unmatched_argument_at_index_0() {
    assertThat(Typed.at(server, "histroy").err())
        .startsWith(
            "nightshift: there is no command \"nightshift histroy\"; did you mean \"history\"");
    assertThat(Typed.at(server, "plan", "cancel").err())
        .startsWith(
            "nightshift: there is no command \"nightshift plan cancel\"; known: list, show");
    assertThat(Typed.at(server, "doctor").err())
        .startsWith("nightshift: say which: nightshift doctor well | sick\n");
    assertThat(Typed.at(server, "plan", "--lsit").err()).startsWith("nightshift: Unknown option");
    assertThat(Typed.at(server, "doctor").exit()).isEqualTo(2);
  }

  @Test
  void an_id_cannot_leave_its_path() {
    Typed.at(server, "plan", "show", "../../stats");
    assertThat(server.asked().getLast().path()).isEqualTo(ROOT + "plans/..%2F..%2Fstats");
  }

  @Test
  void a_reload_that_is_refused_says_each_mistake() {
    String lines = "\"lines\":[\"a.yaml:9:11: autonomy: no\",\"b.yaml:1:1: match: no\"]";
    server.on("POST /-/reload", 422, "{\"detail\":\"it has mistakes\"," + lines + "}");
    Typed typed = Typed.at(server, "reload");
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err())
        .contains("it has mistakes: a.yaml:9:11: autonomy: no; b.yaml:1:1: match: no");
  }

  @Test
  void alerts_come_from_a_file_or_from_standard_input(@TempDir Path dir) throws IOException {
    server
        .on("POST /api/v1/alerts", 202, "{\"accepted\":3,\"new\":1,\"repeat\":1,\"cleared\":1}")
        .on("POST /api/v1/alerts/alertmanager", 202, "{\"accepted\":2}");
    Path file = Files.writeString(dir.resolve("a.json"), "{\"title\":\"t\"}");
    Typed sent = Typed.at(server, "alert", "send", file.toString());
    assertThat(sent.exit()).isZero();
    assertThat(sent.out()).contains("sent 3: 1 new, 1 known already, 1 cleared");
    Map<String, String> env = Map.of("NIGHTSHIFT_SERVER", server.url());
    assertThat(Typed.with(env, "{\"alerts\":[]}", "alert", "send", "-").exit()).isZero();
    assertThat(server.asked())
        .extracting(StandInServer.Asked::path)
        .containsExactly("/api/v1/alerts", "/api/v1/alerts/alertmanager");
  }

  @Test
  void broken_and_huge_alert_files_are_not_sent() {
    Map<String, String> env = Map.of("NIGHTSHIFT_SERVER", server.url());
    assertThat(Typed.with(env, "{\n  oops", "alert", "send", "-").err()).contains("line 2");
    assertThat(Typed.with(env, " ".repeat(300 << 10), "alert", "send", "-").exit()).isEqualTo(2);
    assertThat(Typed.with(env, "", "alert", "send", "/nonexistent").exit()).isEqualTo(3);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void the_token_can_come_from_a_file(@TempDir Path dir) throws IOException {
    server.on("POST " + ROOT + "resume", 200, "{\"message\":\"resumed\"}");
    Path file = Files.writeString(dir.resolve("token"), "from-file\n");
    Typed typed = Typed.at(server, "resume", "--token-file", file.toString());
    assertThat(typed.out()).isEqualTo("resumed\n");
    assertThat(server.asked().getLast().token()).isEqualTo("Bearer from-file");
  }

  @Test
  void a_pause_says_why_and_how_long() {
    server.on("POST " + ROOT + "pause", 200, "{\"message\":\"paused\"}");
    Typed.at(server, "pause", "--reason", "moving house", "--for", "2h");
    assertThat(server.asked().getLast().body())
        .isEqualTo("{\"reason\":\"moving house\",\"for\":\"2h\"}");
  }

  @Test
  void a_plan_is_shown_with_the_playbooks_that_were_tried_before() {
    String plan =
        ExitCodesTest.plan("failed")
            .replaceFirst("\\{", "{\"passedOver\":[\"door: no door is \\\\u001b[2Jopen\"],");
    server.on("GET " + PLAN, 200, plan);
    assertThat(Typed.at(server, "plan", "show", "142").out())
        .contains("not door: no door is")
        .doesNotContain("\u001b");
  }

  @Test
  void closing_a_breaker_needs_a_reason_and_names_the_playbook_as_a_path() {
    String path = ROOT + "breakers/my%20disk%2Fpool/close";
    server.on("POST " + path, 200, "{\"message\":\"Closed the breaker\"}");
    assertThat(Typed.at(server, "breaker", "close", "my disk/pool").exit()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
    Typed typed = Typed.at(server, "breaker", "close", "my disk/pool", "--reason", "a new disk");
    assertThat(typed.out()).contains("Closed the breaker");
    assertThat(server.asked().getLast().path()).isEqualTo(path);
    assertThat(server.asked().getLast().body()).isEqualTo("{\"reason\":\"a new disk\"}");
    server.on("POST " + ROOT + "breakers/x/close", 403, "{\"detail\":\"only the role admin may\"}");
    Typed refused = Typed.at(server, "breaker", "close", "x", "--reason", "y");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("only the role admin may");
  }

  @Test
  void the_event_log_is_exported_line_by_line() {
    server.on("GET " + ROOT + "audit/export", 200, "{\"seq\":1}\n{\"seq\":2}\n");
    assertThat(Typed.at(server, "audit", "export").out()).isEqualTo("{\"seq\":1}\n{\"seq\":2}\n");
  }
}
