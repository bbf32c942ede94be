package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in what a playbook matches, where it acts, and when. */
class PlaybookConditionsTest extends OneMistake {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[§'alertname=~\"((a{1,500}){1,500}){1,500}\"']",
        "[{ title: §'((a{1,500}){1,500}){1,500}' }]",
        "[{ message: §'((a{1,500}){1,500}){1,500}' }]",
      })
  void a_regex_that_would_never_be_compiled_is_refused_at_once(String match) {
    String bomb = GOOD.replace("['alertname=\"Crash\"']", match);
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> message(bomb)))
        .contains("multiply to more than 1000 copies");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "match: §[] ^ must not be empty",
        "match: [§'alertname Crash'] ^ must be a matcher such as",
        "match: [§'alertname=\"Crash'] ^ must be a matcher such as",
        "match: [§'alertname=~\"(\"'] ^ is not a regex: missing closing )",
        "match: [{ title: §'(?=x)' }] ^ is not a regex",
        "match: [{ §titel: x }] ^ unknown key \"titel\"; did you mean \"title\"?",
        "match: [§{ title: x, message: y }] ^ must have exactly one of",
        "match: [{ any: §[] }] ^ must not be empty",
        "match: §'a=\"b\"' ^ must be a list",
      })
  void a_wrong_matcher_is_found_where_it_stands(String line, String expected) {
    assertThat(message(GOOD.replace("match: ['alertname=\"Crash\"']", line.strip())))
        .contains(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "target: §web ~ must begin with its kind, such as container:{{ details.containerName }}",
        "target: §contaner:web ~ unknown target kind \"contaner\"; did you mean \"container\"?",
        "target: §'container:{{ detials.name }}' ~ unknown name \"detials\"; did you mean \"details\"?",
        "target: §'container:{{ details }}' ~ \"details\" needs a key",
        "target: §'container:{{ cause.x }}' ~ \"cause\" has no keys",
        "target: §'container:{{ alert.titel }}' ~ unknown name \"alert.titel\"; did you mean \"title\"?",
        "target: §'container:{{ details.name' ~ without its",
        "target: §'container:{{ details.a + 1 }}' ~ is not a name such as details.poolName",
      })
  void a_wrong_target_is_found_where_it_stands(String line, String expected) {
    String text = GOOD.replace("target: \"container:{{ details.containerName }}\"", line.strip());
    assertThat(message(text)).contains(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "when: §detials.x > 1 ~ when: unknown name \"detials\"; did you mean \"details\"?",
        "when: details.x > 1 && §caus == \"a\" ~ unknown name \"caus\"; did you mean \"cause\"?",
        "when: 'details.x > 1 && §caus == \"a\"' ~ did you mean \"cause\"?",
        "when: cause §> 5 ~ found no matching overload",
        "when: labels.env §+ 1 == 2 ~ found no matching overload",
        "when: §details.x ~ its answer is of any type; compare it, such as x == true",
        "when: §cause ~ must be a yes-or-no question, but its answer is a string",
        "when: details.x >§< 1 ~ extraneous input '<'",
        "when: §alert.titel == \"x\" ~ unknown name \"alert.titel\"; did you mean \"title\"?",
      })
  void a_wrong_condition_is_found_inside_its_text(String line, String expected) {
    assertThat(message(GOOD + line.strip() + "\n")).contains(expected.strip());
  }

  @Test
  void a_wrong_condition_in_a_block_of_text_is_found_in_its_own_line() {
    assertThat(message(GOOD + "when: |\n  details.x > 1 &&\n  §caus == \"a\"\n"))
        .contains("did you mean \"cause\"?");
  }

  @Test
  void a_wrong_condition_of_a_step_says_which_step() {
    assertThat(message(GOOD + "    when: §caus == \"a\"\n")).startsWith("steps[0].when: ");
  }
}
