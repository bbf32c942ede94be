package nightshift.engine.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Resolver;
import org.junit.jupiter.api.Test;

class HostAndAppResolversTest {

  private static final Target HOST = new Target("host", "local");
  private static final Target SONARR = new Target("app", "sonarr");

  private static final Map<String, Object> BUSY =
      Map.of(
          "cpu_usage",
          97.0,
          "load1",
          8.0,
          "processors",
          4L,
          "top_executable",
          "/usr/bin/ffmpeg",
          "top_pid",
          4242L,
          "top_user",
          "media",
          "top_percent",
          380.0,
          "top_container",
          "");

  @Test
  void the_program_that_uses_the_processors_is_named() {
    Diagnosis d = host(BUSY);
    assertThat(d.cause()).isEqualTo("cpu_process");
    assertThat(d.summary())
        .contains("97 % busy")
        .contains("/usr/bin/ffmpeg (pid 4242, media) uses 380 % of one processor");
  }

  @Test
  void a_program_in_a_container_is_the_containers() {
    Diagnosis d = host(with(BUSY, "top_container", "plex"));
    assertThat(d.cause()).isEqualTo("cpu_container");
    assertThat(d.summary()).contains("in container \"plex\"");
  }

  @Test
  void stolen_time_and_slow_disks_are_nobodys_fault_here() {
    assertThat(host(with(BUSY, "cpu_steal", 40.0)).cause()).isEqualTo("cpu_steal");
    assertThat(host(with(BUSY, "cpu_iowait", 60.0)).cause()).isEqualTo("cpu_iowait");
  }

  @Test
  void full_memory_comes_first_and_names_its_largest_holder() {
    Diagnosis d =
        host(
            Map.of(
                "memory_usage",
                96.0,
                "memory_top_executable",
                "/usr/bin/java",
                "memory_top_pid",
                7L,
                "memory_top_bytes",
                3L << 30,
                "memory_top_container",
                ""));
    assertThat(d.cause()).isEqualTo("memory_process");
    assertThat(d.summary()).contains("/usr/bin/java (pid 7) holds most of it: 3.0 GiB");
  }

  @Test
  void a_machine_at_rest_has_no_cause() {
    assertThat(host(Map.of("cpu_usage", 5.0, "top_percent", 3.0)).cause())
        .isEqualTo(Diagnosis.UNKNOWN);
  }

  @Test
  void what_cannot_be_looked_at_is_said() {
    Diagnosis d =
        diagnose(
            new PerformanceResolver(),
            HOST,
            Map.of(),
            List.of(new ProbeException(ProbeException.Kind.UNREACHABLE, "reading x: no /proc")));
    assertThat(d.cause()).isEqualTo(Diagnosis.UNKNOWN);
    assertThat(d.summary()).contains("no /proc");
  }

  @Test
  void stalled_downloads_come_before_what_the_application_complains_about() {
    Diagnosis d = app(Map.of("stalled", 2L, "failed", 1L, "downloads", 9L, "indexer_problems", 1L));
    assertThat(d.cause()).isEqualTo("stalled_downloads");
    assertThat(d.summary()).contains("2 downloads are stalled and 1 have failed, of 9");
    assertThat(app(Map.of("indexer_problems", 1L, "first_problem", "One is down")).summary())
        .contains("\"sonarr\" says: One is down");
    assertThat(app(Map.of("connection", "disconnected")).cause()).isEqualTo("disconnected");
    assertThat(app(Map.of("problems", 0L)).cause()).isEqualTo(Diagnosis.UNKNOWN);
  }

  @Test
  void probes_for_other_applications_do_not_clutter_the_summary() {
    ProbeException other =
        new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, "\"sonarr\" is no client");
    Diagnosis d = diagnose(new ArrResolver(), SONARR, Map.of("problems", 0L), List.of(other));
    assertThat(d.summary()).doesNotContain("no client");
    ProbeException dead =
        new ProbeException(ProbeException.Kind.UNREACHABLE, "\"sonarr\": connection refused");
    Diagnosis down = diagnose(new ArrResolver(), SONARR, Map.of(), List.of(dead, other));
    assertThat(down.cause()).isEqualTo("not_answering");
    assertThat(down.summary()).contains("connection refused");
  }

  @Test
  void the_worst_suspect_is_named_with_its_points() {
    Diagnosis d =
        diagnose(
            new SecurityResolver(),
            new Target("security", "local"),
            Map.of(
                "suspicious", 1L,
                "suspect_executable", "/tmp/x",
                "suspect_pid", 9L,
                "suspect_points", 80L),
            List.of());
    assertThat(d.cause()).isEqualTo("suspicious_process");
    assertThat(d.summary()).contains("/tmp/x (pid 9) with 80 points");
  }

  @Test
  void a_program_that_is_busy_is_told_from_one_that_does_not_run() {
    Target ffmpeg = new Target("process", "/usr/bin/ffmpeg");
    assertThat(
            diagnose(
                    new ProcessResolver(),
                    ffmpeg,
                    Map.of("processes", 1L, "process_percent", 99.0),
                    List.of())
                .cause())
        .isEqualTo("busy_process");
    assertThat(diagnose(new ProcessResolver(), ffmpeg, Map.of("processes", 0L), List.of()).cause())
        .isEqualTo("not_running");
  }

  private static Diagnosis host(Map<String, Object> facts) {
    return diagnose(new PerformanceResolver(), HOST, facts, List.of());
  }

  private static Diagnosis app(Map<String, Object> facts) {
    return diagnose(new ArrResolver(), SONARR, facts, List.of());
  }

  private static Map<String, Object> with(Map<String, Object> facts, String key, Object value) {
    Map<String, Object> out = new HashMap<>(facts);
    out.put(key, value);
    return out;
  }

  private static Diagnosis diagnose(
      Resolver resolver, Target target, Map<String, Object> facts, List<ProbeException> failures) {
    Alert alert =
        new Alert(
            "1",
            "api",
            "f",
            Category.PERFORMANCE,
            Severity.HIGH,
            "slow",
            "",
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            Instant.EPOCH,
            Instant.EPOCH);
    List<Reading> readings =
        facts.isEmpty()
            ? List.of()
            : List.of(
                new Reading(
                    "x", target, true, null, Map.of(), facts, List.of("seen"), Instant.EPOCH));
    return resolver.diagnose(alert, target, readings, failures);
  }
}
