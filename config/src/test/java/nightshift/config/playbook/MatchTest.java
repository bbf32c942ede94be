package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import nightshift.config.Samples;
import nightshift.engine.alert.Alert;
import nightshift.engine.playbook.Matching;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTest {

  private static final Alert ALERT =
      Samples.alert(
          "Pool tank at capacity", Map.of("alertname", "PoolFull", "env", "a\"b"), Map.of());

  @TempDir Path folder;

  private Matching match(String list) throws Exception {
    Files.writeString(
        folder.resolve("p.yaml"),
        "playbook: p\nmatch: "
            + list
            + "\ntarget: container:web\nsteps: [{ container.restart: }]\n");
    var loaded = PlaybookLoader.load(folder, Samples.known());
    assertThat(loaded.problems()).isEmpty();
    return loaded.value().orElseThrow().getFirst().matching();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['alertname=\"PoolFull\"']",
        "[alertname=PoolFull]",
        "['alertname = PoolFull']",
        "['alertname!=\"Pool\"']",
        "['alertname=~\"Pool.*\"']",
        "['alertname=~\"A|PoolFull\"']",
        "['alertname!~\"Pool\"']",
        "['missing=\"\"']",
        "['missing!=\"x\"']",
        "['env=\"a\\\"b\"']",
        "[{ title: tank }]",
        "[{ title: 'Pool.*capacity' }]",
        "[{ source: api }]",
        "[{ any: [{ title: nothing }, 'alertname=\"PoolFull\"'] }]",
        "[{ title: tank }, 'alertname=\"PoolFull\"']",
      })
  void these_match(String list) throws Exception {
    assertThat(match(list).mismatch(ALERT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['alertname=\"Pool\"']",
        "['alertname=~\"Pool\"']",
        "['alertname=~\"ool.*\"']",
        "['alertname!=\"PoolFull\"']",
        "['alertname!~\"Pool.*\"']",
        "['missing=\"x\"']",
        "['missing=~\".+\"']",
        "[{ title: '^tank' }]",
        "[{ message: tank }]",
        "[{ source: docker }]",
        "[{ any: [{ title: nothing }, 'alertname=\"x\"'] }]",
        "[{ title: tank }, 'alertname=\"x\"']",
      })
  void these_do_not_match_and_say_why(String list) throws Exception {
    assertThat(match(list).mismatch(ALERT)).isPresent();
  }

  @Test
  void the_reason_names_label_value_and_matcher() throws Exception {
    assertThat(match("['alertname=\"x\"']").mismatch(ALERT))
        .contains("label alertname is \"PoolFull\", wanted alertname=\"x\"");
  }

  @Test
  void no_regex_is_slow_on_hostile_text() throws Exception {
    Matching evil = match("[{ title: '(a+)+$' }]");
    Alert alert = Samples.alert("a".repeat(299) + "!", Map.of(), Map.of());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(evil.mismatch(alert)).isPresent());
  }
}
