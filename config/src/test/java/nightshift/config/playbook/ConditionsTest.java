package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.config.Samples;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

  @TempDir Path folder;

  private Condition condition(String cel) throws Exception {
    Files.writeString(
        folder.resolve("p.yaml"),
        """
        playbook: p
        match: [{ source: api }]
        target: container:web
        steps: [{ container.restart: {} }]
        """
            + "when: |\n  "
            + cel
            + "\n");
    var loaded = PlaybookLoader.load(folder, Samples.known());
    assertThat(loaded.problems()).isEmpty();
    return loaded.value().orElseThrow().getFirst().when().orElseThrow();
  }

  private static Facts facts(Object usage) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("poolUsage", usage);
    details.put("name", "tank");
    details.put("degraded", true);
    var alert = Samples.alert("Disk full", Map.of("env", "prod"), details);
    return new Facts(
        alert, new Diagnosis("out_of_memory", "", List.of(), Map.of("restarts", 3, "ratio", 0.5f)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "details.poolUsage > 80",
        "details.poolUsage > 80.0",
        "details.poolUsage >= 95 && details.poolUsage < 96",
        "80 < details.poolUsage",
        "details.poolUsage != 80",
        "details['poolUsage'] > 80.5",
        "facts.restarts == 3 && facts.restarts == 3.0 && facts.ratio < 1",
        "cause == \"out_of_memory\"",
        "cause in [\"out_of_memory\", \"unknown\"]",
        "labels.env != \"lab\"",
        "alert.title.contains(\"full\") && alert.severity == \"high\"",
        "details.name.matches(\"^ta\")",
        "details.degraded == true",
        "has(details.poolUsage) && !has(details.other)",
        "\"env\" in labels",
        "labels.exists(k, k == \"env\")",
        "details.other > 1 || true",
      })
  void whole_and_broken_numbers_compare_naturally(String cel) throws Exception {
    assertThat(condition(cel).holds(facts(95))).isTrue();
    assertThat(condition(cel).holds(facts(95L))).isTrue();
    assertThat(condition(cel).holds(facts(95.5))).isTrue();
  }

  @Test
  void a_missing_fact_is_named() throws Exception {
    Condition condition = condition("details.other > 1 && details.poolUsage > 80");
    assertThatThrownBy(() -> condition.holds(facts(95)))
        .isInstanceOf(Condition.Unanswerable.class)
        .hasMessageContaining("this alert has no details.other");
  }

  @Test
  void a_fact_of_another_type_is_shown() throws Exception {
    Condition condition = condition("details.poolUsage > 80");
    assertThatThrownBy(() -> condition.holds(facts("rather\nhigh")))
        .isInstanceOf(Condition.Unanswerable.class)
        .hasMessageEndingWith("details.poolUsage is \"rather high\"");
  }

  @Test
  void a_condition_remembers_its_source() throws Exception {
    assertThat(condition("details.poolUsage > 80").source().strip())
        .isEqualTo("details.poolUsage > 80");
  }

  @Test
  void work_without_end_is_cut_short() throws Exception {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < 64; i++) {
      labels.put("l" + i, "v");
    }
    Facts many = new Facts(Samples.alert("t", labels, Map.of()), null);
    Condition condition =
        condition(
            "labels.all(a, labels.all(b, labels.all(c, labels.all(d, labels.all(e, true)))))");
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() -> condition.holds(many))
                .isInstanceOf(Condition.Unanswerable.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${x}", "{{ details.name }}", "'\"); drop", "\u202e", "$(id)"})
  void hostile_values_are_only_compared(String hostile) throws Exception {
    assertThat(condition("details.poolUsage == 'x'").holds(facts(hostile))).isFalse();
  }
}
