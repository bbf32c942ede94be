package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import nightshift.bot.cli.Exit;
import nightshift.bot.cli.Nightshift;
import nightshift.bot.cli.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code playbook list}, {@code test} and {@code explain}, on the shipped files and on wrong ones.
 */
class PlaybooksTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("nightshift.root"), "config/examples");
  private static final String CONFIG = EXAMPLES.resolve("nightshift.yaml").toString();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T02:00:00Z"));

  @TempDir Path folder;

  private record Said(int exit, String out, String err) {}

  private static Said run(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            name -> Map.<String, String>of().get(name),
            false);
    int exit = Nightshift.run(terminal, CLOCK, time -> {}, new WholeHouse(CLOCK), args);
    return new Said(exit, out.toString(), err.toString());
  }

  private String config(String playbook, String test) throws IOException {
    Path playbooks = Files.createDirectories(folder.resolve("playbooks/tests")).getParent();
    Files.writeString(playbooks.resolve("p.yaml"), playbook);
    Files.writeString(playbooks.resolve("tests/p.yaml"), test);
    return Files.writeString(
            folder.resolve("nightshift.yaml"),
            "data: data\ndisk: { roots: ["
                + folder
                + "/cache], quarantine: "
                + folder
                + "/q }\n"
                + "people: [{ name: alice, roles: [oncall] }]\n"
                + "approval: { medium: { approve: 1, roles: [oncall] } }\n")
        .toString();
  }

  private static final String PLAYBOOK =
      """
      playbook: full
      match: ['alertname="Full"']
      target: "disk:{{ details.path }}"
      steps:
        - temp.cleanup: { paths: ["{{ details.path }}/cache"], older_than: 7d }
          when: facts.usage > 90.0
      verify: { probe: disk.usage, below: 80 }
      """;

  private static String test(String expect) {
    return """
    playbook: full
    tests:
      - name: a sentence
        alert: { labels: { alertname: Full }, details: { path: /x } }
        readings: { disk.usage: { facts: { usage: 95.0 } } }
        expect: {%s}
    """
        .formatted(expect);
  }

  @Test
  void every_shipped_playbook_passes_its_tests() {
    Said said = run("", "playbook", "test", "--config", CONFIG);
    assertThat(said.out()).as(said.err()).doesNotContain("FAIL").contains(" passed, 0 failed");
    assertThat(said.exit()).isZero();
  }

  @Test
  void every_shipped_playbook_has_a_test() throws IOException {
    Said said = run("", "playbook", "list", "--config", CONFIG, "-o", "json");
    var names =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(said.out())
            .path("playbooks")
            .findValuesAsText("name");
    assertThat(names).isNotEmpty();
    for (String name : names) {
      assertThat(run("", "playbook", "test", name, "--config", CONFIG).exit()).as(name).isZero();
    }
  }

  @Test
  void what_is_as_expected_passes() throws IOException {
    String expect =
        " target: 'disk:/x', cause: disk_full, risk: low, asks: true,"
            + " steps: [{ temp.cleanup: { paths: [/x/cache], older_than: 168h } }] ";
    Said said = run("", "playbook", "test", "--config", config(PLAYBOOK, test(expect)));
    assertThat(said.out()).contains("ok    full: a sentence", "1 passed, 0 failed");
    assertThat(said.exit()).isZero();
  }

  @Test
  void whatever_is_not_as_expected_fails_and_says_how() throws IOException {
    Map<String, String> wrong =
        Map.of(
            " target: 'disk:/y' ", "target: expected disk:/y, but it is disk:/x",
            " cause: inodes_full ", "cause: expected inodes_full, but it is disk_full",
            " risk: high ", "risk: expected high, but it is low",
            " asks: false ", "asks: expected false, but it is true",
            " steps: [] ", "steps: expected [], but they are [temp.cleanup]",
            " steps: [{ temp.cleanup: { paths: [/x], older_than: 7d } }] ",
                "step 1, temp.cleanup: expected {paths=[/x], older_than=7d}",
            " playbook: none ", "playbook: expected none, but full answers",
            " playbook: other ", "playbook: expected other, but full answers",
            " refused: nobody ", "refused: expected \"nobody\", but it is not");
    for (Map.Entry<String, String> e : wrong.entrySet()) {
      Said said = run("", "playbook", "test", "--config", config(PLAYBOOK, test(e.getKey())));
      assertThat(said.out()).contains("FAIL  ", e.getValue(), "0 passed, 1 failed");
      assertThat(said.exit()).isEqualTo(Exit.FAILED.code());
    }
  }

  @Test
  void a_step_whose_condition_cannot_be_answered_refuses_the_plan() throws IOException {
    String unread = test(" target: 'disk:/x' ").replace("usage: 95.0", "other: 1");
    Said said = run("", "playbook", "test", "--config", config(PLAYBOOK, unread));
    assertThat(said.out()).contains("refused: temp.cleanup", "facts.usage");
  }

  @Test
  void mistakes_in_a_test_are_said_with_their_place() throws IOException {
    Map<String, String> wrong =
        Map.of(
            test(""),
            "expects nothing",
            test(" trget: 'x' "),
            "did you mean \"target\"?",
            test(" steps: [temp.clean] "),
            "there is no action \"temp.clean\"; did you mean",
            test(" target: x ").replace("disk.usage", "disk.usages"),
            "there is no probe",
            "playbook: full\ntests: []\n",
            "lists none");
    for (Map.Entry<String, String> e : wrong.entrySet()) {
      Said said = run("", "playbook", "test", "--config", config(PLAYBOOK, e.getKey()));
      assertThat(said.err()).contains(e.getValue()).contains("tests/p.yaml:");
      assertThat(said.exit()).isEqualTo(Exit.USAGE.code());
    }
  }

  @Test
  void explaining_names_the_playbook_the_others_the_guards_and_the_approvers() throws IOException {
    Files.createDirectories(folder.resolve("cache"));
    String config = config(PLAYBOOK, test(" target: 'disk:/x' "));
    Files.writeString(
        folder.resolve("playbooks/a.yaml"),
        PLAYBOOK.replace("full", "empty").replace("Full", "No"));
    String alert =
        """
        { "title": "t", "severity": "high", "category": "capacity", "labels": { "alertname": "Full" }, "details": { "path": "%s" } }
        """
            .formatted(folder);
    String other = "{ \"title\": \"else\", \"severity\": \"high\", \"category\": \"capacity\" }";
    Said said = run(alert, "playbook", "explain", "-", "--config", config);
    assertThat(said.out())
        .as(said.err())
        .contains("playbook   full", "not empty: label alertname is \"Full\"")
        .contains("target     disk:" + folder)
        .contains("safety     refuses: nothing-to-do")
        .contains("  refuses  nothing-to-do: no step applies\n")
        .contains("  asks     autonomy: the playbook asks\n")
        .doesNotContain("  passes  ")
        .containsPattern("\n  and \\d+ that pass \\(--all lists them\\)\n")
        .contains("asks       yes: the playbook asks")
        .contains("so it      would be blocked");
    assertThat(said.exit()).isEqualTo(Exit.REFUSED.code());
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(run(alert, "playbook", "explain", "-", "--all", "--config", config).out())
        .contains("  passes   protected-target\n", "  passes   cooldown\n")
        .contains("  refuses  nothing-to-do: no step applies\n", "  passes   storm of all plans\n")
        .doesNotContain("that pass");
    Said none = run(other, "playbook", "explain", "-", "--config", config);
    assertThat(none.out()).contains("playbook   none", "no plan    no playbook matches");
    assertThat(none.exit()).isEqualTo(Exit.NOT_FOUND.code());
    assertThat(run("{", "playbook", "explain", "-", "--config", config).exit())
        .isEqualTo(Exit.USAGE.code());
  }

  @Test
  void explaining_gives_the_verdict_of_each_guard() throws IOException {
    String config =
        config(PLAYBOOK + "autonomy: auto\nfor: 1h\nrisk: high\n", test(" target: 'disk:/x' "));
    Files.writeString(
        Path.of(config),
        """
        protect: ["disk:*"]
        time_zone: UTC
        freezes:
          - { name: release, begin: "2026-11-01T00:00", end: "2026-12-01T00:00", total: true }
        """,
        java.nio.file.StandardOpenOption.APPEND);
    String alert =
        """
        { "title": "t", "severity": "high", "category": "capacity", "labels": { "alertname": "Full" }, "details": { "path": "%s" } }
        """
            .formatted(folder);
    Said said = run(alert, "playbook", "explain", "-", "--config", config, "-o", "json");
    JsonNode guards = new ObjectMapper().readTree(said.out()).at("/alerts/0/plan/guards");
    Map<String, String> verdicts = new java.util.TreeMap<>();
    guards.forEach(g -> verdicts.put(g.path("guard").asText(), g.path("verdict").asText()));
    assertThat(verdicts)
        .as(said.out() + said.err())
        .containsEntry("for", "holds")
        .containsEntry("lock", "passes")
        .containsEntry("protected-target", "refuses")
        .containsEntry("allowed-target", "passes")
        .containsEntry("autonomy", "passes")
        .containsEntry("risk", "asks")
        .containsEntry("freeze", "asks")
        .containsEntry("freeze of approved plans", "holds")
        .containsEntry("rate of the target", "passes")
        .containsEntry("blast-radius", "passes");
    assertThat(guards.get(0).path("until").asText()).isEqualTo("2026-11-24T03:00:00Z");
  }
}
