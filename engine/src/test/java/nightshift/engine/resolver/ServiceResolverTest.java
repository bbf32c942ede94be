package nightshift.engine.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceResolverTest {

  private static final Target APP = new Target("service", "app");
  private static final String REPEATED =
      "systemd: app.service: Start request repeated too quickly.";

  private final ServiceResolver resolver = new ServiceResolver();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not-found  | inactive | success         | not_found",
        "masked     | inactive | success         | masked",
        "bad-setting| inactive | success         | bad_definition",
        "loaded     | failed   | oom-kill        | out_of_memory",
        "loaded     | failed   | timeout         | timeout",
        "loaded     | failed   | watchdog        | watchdog",
        "loaded     | failed   | signal          | killed",
        "loaded     | failed   | core-dump       | crashed",
        "loaded     | failed   | exit-code       | exit_code",
        "loaded     | failed   | start-limit-hit | start_limit",
        "loaded     | active   | success         | unknown",
        "loaded     | inactive | success         | unknown"
      })
  void systemds_own_word_is_a_cause(String load, String active, String result, String cause) {
    assertThat(diagnose(load, active, result).cause()).isEqualTo(cause);
  }

  @Test
  void what_the_program_said_is_closer_to_the_truth_than_its_exit_code() {
    Diagnosis d =
        diagnose(
            "loaded",
            "failed",
            "exit-code",
            "app: bind: Address already in use",
            "systemd: app.service: Main process exited, code=exited, status=1/FAILURE",
            REPEATED);

    assertThat(d.cause()).isEqualTo("port_in_use");
    assertThat(d.facts()).containsEntry("start_limit", true);
    assertThat(d.evidence())
        .contains(new Evidence("service.journal", List.of("app: bind: Address already in use")));
    assertThat(d.summary())
        .contains("its journal says that its port is taken")
        .contains("systemd gave it up");
  }

  @Test
  void a_start_limit_of_long_ago_does_not_count_once_it_runs() {
    Diagnosis d = diagnose("loaded", "active", "success", REPEATED);
    assertThat(d.facts()).containsEntry("start_limit", false);
    assertThat(d.cause()).isEqualTo("unknown");
  }

  @Test
  void a_program_cannot_pretend_to_be_systemd() {
    Diagnosis d =
        diagnose(
            "loaded", "failed", "exit-code", "app: Start request repeated too quickly", "app: bye");
    assertThat(d.facts()).containsEntry("start_limit", false);
  }

  @Test
  void what_was_killed_from_outside_did_not_die_of_an_old_complaint() {
    assertThat(diagnose("loaded", "failed", "timeout", "app: connection refused").cause())
        .isEqualTo("timeout");
  }

  @Test
  void a_failed_dependency_is_the_cause() {
    assertThat(
            diagnose(
                    "loaded",
                    "inactive",
                    "success",
                    "systemd: Dependency failed for app.service.",
                    "systemd: app.service: Job app.service/start failed with result 'dependency'.")
                .cause())
        .isEqualTo("dependency_failed");
  }

  @Test
  void a_look_that_did_not_get_through_is_said() {
    ProbeException missing =
        new ProbeException(
            ProbeException.Kind.UNREACHABLE, "there is no program \"systemctl\" on local");
    Diagnosis d = resolver.diagnose(null, APP, List.of(), List.of(missing));
    assertThat(d.cause()).isEqualTo("unknown");
    assertThat(d.summary()).contains("could not be looked at").contains("systemctl");
  }

  private Diagnosis diagnose(String load, String active, String result, String... journal) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("load_state", load);
    facts.put("active_state", active);
    facts.put("result", result);
    facts.put("exit_code", 1L);
    facts.put("signal", 9L);
    facts.put("restart_count", 5L);
    List<Reading> readings = new ArrayList<>();
    readings.add(reading("service.state", facts, "app.service is " + active));
    readings.add(reading("service.journal", Map.of(), journal));
    return resolver.diagnose(null, APP, readings, List.of());
  }

  private static Reading reading(String probe, Map<String, Object> facts, String... lines) {
    return new Reading(probe, APP, false, null, Map.of(), facts, List.of(lines), Instant.EPOCH);
  }
}
