package nightshift.engine.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerResolverTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final Target WEB = new Target("container", "web");

  private final ContainerResolver resolver = new ContainerResolver();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          java.lang.OutOfMemoryError: Java heap space | out_of_memory
          FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory | out_of_memory
          MemoryError | out_of_memory
          fatal error: runtime: out of memory | out_of_memory
          terminate called after throwing an instance of 'std::bad_alloc' | out_of_memory
          fork: Cannot allocate memory | out_of_memory
          PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) | out_of_memory
          mkdir: cannot create directory '/data/db': Permission denied | permission_denied
          Error: EACCES: permission denied, open '/config/settings.json' | permission_denied
          nginx: [emerg] open() "/var/run/nginx.pid" failed (13: Permission denied) | permission_denied
          java.nio.file.AccessDeniedException: /var/lib/app | permission_denied
          touch: /data/x: Read-only file system | permission_denied
          dial tcp 10.0.0.5:5432: connect: connection refused | connection_refused
          Error: connect ECONNREFUSED 127.0.0.1:6379 | connection_refused
          psql: error: could not connect to server: Connection refused | connection_refused
          ERROR 2003 (HY000): Can't connect to MySQL server on 'db' (111) | connection_refused
          requests.exceptions.ConnectionError: [Errno 111] Connection refused | connection_refused
          sh: can't open '/app/start.sh': No such file or directory | missing_file
          Error: Cannot find module '/usr/src/app/index.js' | missing_file
          Error: Unable to access jarfile /app/app.jar | missing_file
          libssl.so.3: cannot open shared object file: No such file or directory | missing_file
          sh: serve: not found | missing_file
          nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use) | port_in_use
          Error: listen EADDRINUSE: address already in use :::3000 | port_in_use
          OSError: [Errno 98] Address in use | port_in_use
          Web server failed to start. Port 8080 was already in use. | port_in_use
          listen tcp :8080: port 8080 is already allocated | port_in_use
          Listening on port 8080 | unknown
          self-test: no permission denied here | unknown
          ran 5 minutes without connection refused | unknown
          GET /errors 200 12ms | unknown
          """)
  void a_log_line_shows_its_cause(String line, String cause) {
    Diagnosis d = diagnose(alert("ContainerDied"), Map.of("exit_code", 1L), line);

    assertThat(d.cause()).isEqualTo(cause);
    if (!cause.equals("unknown")) {
      assertThat(d.evidence()).contains(new Evidence("container.logs", List.of(line)));
    }
  }

  @Test
  void what_a_program_says_last_is_what_it_died_of() {
    Diagnosis d =
        diagnose(
            alert("ContainerDied"),
            Map.of("exit_code", 1L),
            "retrying: connect ECONNREFUSED 10.0.0.5:5432",
            "connected",
            "open /data/queue.db: permission denied",
            "bye");

    assertThat(d.cause()).isEqualTo("permission_denied");
    assertThat(d.evidence().getLast().lines())
        .containsExactly("open /data/queue.db: permission denied");
  }

  @Test
  void exit_code_137_alone_is_not_out_of_memory() {
    Diagnosis d =
        diagnose(alert("ContainerDied"), Map.of("exit_code", 137L, "oom_killed", false), "working");

    assertThat(d.cause()).isEqualTo(Diagnosis.UNKNOWN);
    assertThat(d.summary()).contains("exit code 137").contains("not for lack of memory");
  }

  @Test
  void docker_s_word_for_out_of_memory_beats_the_log() {
    Diagnosis d =
        diagnose(
            alert("ContainerDied"),
            Map.of("exit_code", 137L, "oom_killed", true, "memory_limit", 16L << 20),
            "connect ECONNREFUSED");

    assertThat(d.cause()).isEqualTo("out_of_memory");
    assertThat(d.summary()).contains("ran out of memory (limit 16.0 MiB)");
  }

  @Test
  void a_killed_child_is_out_of_memory_by_the_event_although_the_flag_is_false() {
    Diagnosis d =
        diagnose(
            alert("ContainerOom"), Map.of("exit_code", 0L, "oom_killed", false), "worker died");

    assertThat(d.cause()).isEqualTo("out_of_memory");
  }

  @Test
  void the_summary_says_exit_code_and_restarts() {
    Diagnosis d =
        diagnose(alert("ContainerDied"), Map.of("exit_code", 3L, "restart_count", 1L), "oops");

    assertThat(d.summary())
        .isEqualTo(
            "Container \"web\" is exited: nothing shows why (exit code 3, restarted 1 time by"
                + " Docker).");
    assertThat(d.facts()).containsEntry("exit_code", 3L);
  }

  @Test
  void without_any_reading_it_says_why_and_claims_nothing() {
    ProbeException dead =
        new ProbeException(
            ProbeException.Kind.UNREACHABLE, "looking at container \"web\": there is no socket");

    Diagnosis d = resolver.diagnose(alert("ContainerDied"), WEB, List.of(), List.of(dead));

    assertThat(d.cause()).isEqualTo(Diagnosis.UNKNOWN);
    assertThat(d.evidence()).isEmpty();
    assertThat(d.summary()).contains("could not be looked at").contains("there is no socket");
  }

  @Test
  void what_two_probes_say_was_said_twice_and_a_question_ended_with_a_full_stop() {
    String said = "looking at container \"web\": there is no such container; did you mean \"www\"?";
    ProbeException gone = new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, said);

    Diagnosis d = resolver.diagnose(alert("ContainerDied"), WEB, List.of(), List.of(gone, gone));

    assertThat(d.summary()).isEqualTo("Container \"web\" could not be looked at. " + said);
  }

  @Test
  void success_is_measured_by_a_state_that_holds_still() {
    Verify verify = resolver.verify().orElseThrow();

    assertThat(verify.probe()).isEqualTo("container.state");
    assertThat(verify.settle()).hasSeconds(10);
    assertThat(verify.within()).hasMinutes(2);
    assertThat(verify.relapseWatch()).hasHours(1);
  }

  private Diagnosis diagnose(Alert alert, Map<String, Object> facts, String... log) {
    Map<String, Object> state = new HashMap<>(facts);
    state.put("status", "exited");
    return resolver.diagnose(
        alert,
        WEB,
        List.of(
            reading("container.state", state, List.of("web is exited")),
            reading("container.logs", Map.of(), List.of(log))),
        List.of());
  }

  private static Reading reading(String probe, Map<String, Object> facts, List<String> lines) {
    return new Reading(probe, WEB, false, null, Map.of(), facts, lines, NOW);
  }

  private static Alert alert(String name) {
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", name);
    return new Alert(
        "a1",
        "docker",
        "container/web/died",
        Category.AVAILABILITY,
        Severity.HIGH,
        "Container web crashed",
        "",
        labels,
        new LinkedHashMap<>(),
        NOW,
        NOW);
  }
}
