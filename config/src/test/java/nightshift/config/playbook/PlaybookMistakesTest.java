package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nightshift.config.Marked;
import nightshift.config.Samples;
import nightshift.config.yaml.Problem;
import nightshift.engine.action.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in one playbook: each is found where it stands. */
class PlaybookMistakesTest extends OneMistake {

  @Test
  void a_good_playbook_has_no_problem() {
    assertThat(marked.problems(GOOD)).isEmpty();
  }

  @Test
  void without_docker_an_action_on_containers_says_so() {
    Known all = Samples.known();
    Known none =
        new Known(
            new Catalogue(List.of()), all.inputs(), all.probes(), all.people(), all.measures());
    marked = new Marked(folder.resolve("p.yaml"), f -> PlaybookLoader.load(folder, none));
    assertThat(message(GOOD.replace("- container.restart", "- §container.restart")))
        .endsWith(
            "unknown action \"container.restart\"; containers need \"docker\" in the"
                + " configuration, with the names that may be touched");
  }

  private static String choice(String alternatives) {
    return GOOD.replace("- container.restart: { grace: 10s }", alternatives);
  }

  @Test
  void alternatives_are_steps_and_there_are_two_at_least() {
    String two = "- one_of: [{ container.restart: {} }, { container.restart: { grace: 1s } }]";
    assertThat(marked.problems(choice(two))).isEmpty();
    assertThat(message(choice("- one_of: §[{ container.restart: {} }]")))
        .contains("must have 2 to 10 alternatives");
    assertThat(message(choice(two.replace("{ container.restart: {} }", "{ §one_of: [] }"))))
        .contains("unknown action \"one_of\"");
    assertThat(message(choice(two + "\n    §on_failure: continue")))
        .contains("write it into the alternatives");
  }

  @Test
  void an_unknown_key_suggests_the_nearest() {
    assertThat(message(GOOD + "§autonmy: ask\n"))
        .isEqualTo("autonmy: unknown key \"autonmy\"; did you mean \"autonomy\"?");
  }

  @Test
  void an_unknown_key_far_inside_says_its_path() {
    assertThat(message(GOOD + "verify:\n  probe: container.state\n  §setle: 3s\n"))
        .isEqualTo("verify.setle: unknown key \"setle\"; did you mean \"settle\"?");
  }

  @Test
  void a_key_written_twice_is_refused() {
    assertThat(message(GOOD + "§playbook: other\n")).contains("written twice; first in line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "for: §soon ~ for: must be a duration such as 30s, 5m or 7d, not \"soon\"",
        "for: §[1s] ~ for: must be text, not a list",
        "for: §-5m ~ must be a duration",
        "for: §9000d ~ at most ten years",
        "confidence: §110 ~ confidence: must be a whole number from 0 to 100, not \"110\"",
        "confidence: §8.5 ~ whole number",
        "confidence: §high ~ must be a number",
        "risk: §hihg ~ must be one of low, medium, high, critical, not \"hihg\"; did you mean \"high\"?",
        "autonomy: §alone ~ must be one of shadow, ask, countdown, auto",
        "autonomy: { start: auto, up_to: §ask } ~ is below where it starts, auto",
        "autonomy: { §upto: auto } ~ unknown key",
        "autonomy: §Ask ~ did you mean \"ask\"?",
        "rollback: §always ~ must be one of never, on-worse, on-unverified",
        "diagnose: [container.state, §container.log] ~ diagnose[1]: unknown probe \"container.log\"; did you mean \"container.logs\"?",
        "diagnose: §container.logs ~ must be a list, not \"container.logs\"",
        "limits: { max: §2 per day } ~ must be a number per time, such as 2/24h",
        "limits: { max: §0/1h } ~ must be a number per time",
        "limits: { max: §2/0s } ~ must be a number per time",
        "limits: { breaker: §0 } ~ from 1 to 100",
        "limits: §{ cooldown: 1h, cooldown_max: 1m } ~ must not be shorter than",
        "limits: { countdown: §2h } ~ must be 30m at most",
        "limits: §5 ~ limits: must be a map",
        "verify: { probe: §container.sate } ~ did you mean \"container.state\"?",
        "verify: { below: §few } ~ must be a number",
        "verify: §{ settle: 5m, within: 5m } ~ \"settle\" must be shorter than \"within\"",
        "verify: §{ below: 10, above: 20 } ~ no value is above 20.0 and below 10.0",
        "approval: { roles: [§onall] } ~ approval.roles[0]: nobody has the role \"onall\"; did you mean \"oncall\"?",
        "approval: { people: [§alcie] } ~ there is no person \"alcie\"; did you mean \"alice\"?",
        "approval: { approve: §0, roles: [oncall] } ~ from 1 to 20",
        "approval: { approve: §all, roles: [oncall] } ~ must be a number",
        "approval: §{ approve: 1, groups: [{ roles: [oncall] }] } ~ has both",
        "approval: { roles: [oncall], escalate: §{ after: 5m } } ~ \"to\" is missing",
        "approval: { roles: [oncall], expires: §0s } ~ longer than 0",
        "description: §'' ~ must not be empty",
        "when: §{ a: b } ~ must be text, not a map",
      })
  void a_wrong_value_is_found_where_it_stands(String line, String expected) {
    assertThat(message(GOOD + line.strip() + "\n")).contains(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "  - §container.restrat: {} ~ unknown action \"container.restrat\"; did you mean \"container.restart\"?",
        "  - container.restart: { §grce: 10s } ~ unknown argument \"grce\" of container.restart; did you mean \"grace\"?",
        "  - container.restart: { grace: §ten } ~ argument \"grace\" must be a duration such as 30s, 5m or 7d",
        "  - container.memory: { limit: §much } ~ argument \"limit\" must be a size such as 512MiB",
        "  - §container.memory: { limit: 1GiB, factor: 2 } ~ give either limit or factor",
        "  - §temp.cleanup: { paths: [/tmp], older_than: 7d } ~ temp.cleanup works on disk targets, and this playbook's is a container",
        "  - custom.rotate: { inputs: { §servce: web } } ~ there is no input \"servce\"; did you mean \"service\"?",
        "  - custom.rotate: { inputs: { service: §db } } ~ this input does not allow it: it is none of web, api",
        "  - custom.rotate: { inputs: { service: §'web; rm -rf /' } } ~ it is not a name of letters",
        "  - custom.rotate: { §inputs: {} } ~ the input \"service\" is missing",
        "  - §custom.rotate: {} ~ the input \"service\" is missing",
        "  - §just text ~ must be an action with its arguments",
        "  - §when: cause == \"x\" ~ must be an action with its arguments",
        "  - { container.restart: {}, §container.memory: {} } ~ a step has one action; begin another with",
        "  - { container.restart: {}, §wen: 'true' } ~ unknown key \"wen\"; did you mean \"when\"?",
        "  - { container.restart: {}, on_failure: §ignore } ~ must be one of stop, continue",
        "  - container.restart: §[10s] ~ must be a map",
      })
  void a_wrong_step_is_found_where_it_stands(String line, String expected) {
    assertThat(message(GOOD + "  " + line.strip() + "\n")).contains(expected.strip());
  }

  @Test
  void a_missing_argument_is_found_at_its_action() {
    String disk =
        GOOD.replace("container:", "disk:").replace("  - container.restart: { grace: 10s }\n", "");
    assertThat(
            message(
                disk
                    + "  - §temp.cleanup: { older_than: 7d }\n"
                    + "verify: { probe: disk.usage, below: 80 }\n"))
        .contains("argument \"paths\" is missing");
  }

  @Test
  void several_wrong_arguments_are_all_reported() {
    assertThat(marked.problems(GOOD + "  - container.memory: { limit: a, factor: b, max: c }\n"))
        .hasSize(3);
  }

  @Test
  void an_argument_with_a_template_is_not_judged_before_it_is_filled() {
    assertThat(marked.problems(GOOD + "  - container.memory: { factor: '{{ facts.factor }}' }\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"playbook,crash", "match,", "target,", "steps,"})
  void a_missing_key_says_what_to_write(String key, String ignored) {
    String without =
        GOOD.lines().filter(l -> !l.startsWith(key + ":")).toList().stream()
            .reduce("", (a, b) -> a + b + "\n");
    if (key.equals("steps")) {
      without = without.replace("  - container.restart: { grace: 10s }\n", "");
    }
    assertThat(message("§" + without)).contains("\"" + key + "\" is missing; write for example");
  }

  @Test
  void a_playbook_without_a_step_is_refused() {
    assertThat(
            message(
                GOOD.replace("steps:\n  - container.restart: { grace: 10s }\n", "steps: §[]\n")))
        .contains("a playbook without steps does nothing");
  }

  @Test
  void a_target_without_a_usual_measure_needs_verify() {
    String disk =
        """
        §playbook: d
        match: ['a="b"']
        target: disk:/srv
        steps:
          - temp.cleanup: { paths: [/srv/tmp], older_than: 7d }
        """;
    assertThat(message(disk))
        .contains("\"verify\" is missing, and disk targets have no usual measure");
    assertThat(marked.problem(disk.replace("§", "") + "verify: §{ below: 80 }\n").message())
        .contains("\"probe\" is missing");
  }

  @Test
  void a_risk_can_be_raised_and_not_lowered() {
    String memory = GOOD + "  - container.memory: { factor: 2 }\n";
    assertThat(message(memory + "risk: §low\n"))
        .isEqualTo("risk: is low, but its steps are medium at least; it can only be raised");
    assertThat(marked.problems(memory + "risk: high\n")).isEmpty();
  }

  @Test
  void a_rule_that_nobody_can_satisfy_is_a_warning() {
    assertThat(marked.problem(GOOD + "approval: §{ approve: 3, roles: [oncall] }\n"))
        .matches(p -> !p.isError())
        .extracting(Problem::message)
        .isEqualTo("approval: wants 3 of oncall, but only 2 can vote");
    assertThat(marked.problem(GOOD + "approval: §{ approve: 1 }\n").message())
        .contains("nobody can approve");
  }
}
