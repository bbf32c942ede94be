package nightshift.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the bench prints; how fast this machine is, is not tested. */
class BenchCommandTest {

  private static final String[] LITTLE = {
    "--samples", "2", "--presses", "6", "--rate", "10", "--seconds", "1"
  };

  private static Typed bench(String... more) {
    List<String> args = new ArrayList<>(List.of("bench"));
    args.addAll(List.of(LITTLE));
    args.addAll(List.of(more));
    return Typed.at(InstantSource.system(), Thread::sleep, args.toArray(String[]::new));
  }

  @Test
  void it_says_how_many_presses_how_long_they_took_and_how_long_discord_waits() {
    Typed typed = bench();
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.out().lines())
        .anyMatch(l -> l.matches("MEASURED \\(ms\\) +SAMPLES +P50 +P95 +P99 +MAX *"))
        .anyMatch(
            l -> l.matches("press in Discord to its acknowledgement +6( +[0-9]+\\.[0-9]){4} *"))
        .anyMatch(l -> l.matches("Discord waits 3 s .* [0-6] of 6 presses took longer"));
  }

  @Test
  void as_json_it_has_the_same_figures() throws Exception {
    Typed typed = bench("-o", "json");
    assertThat(typed.exit()).as(typed.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(typed.out());
    assertThat(report.at("/toAcknowledgement/count").asInt()).isEqualTo(6);
    assertThat(report.at("/toAcknowledgement/p99").asDouble()).isPositive();
    assertThat(report.path("late").isInt()).isTrue();
  }

  @Test
  void no_presses_are_a_wrong_argument() {
    Typed typed = Typed.with(Map.of(), "", "bench", "--presses", "0");
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err()).contains("--presses");
  }
}
