package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.work.Judge.Verdict;
import org.junit.jupiter.api.Test;

/** A fix counts only when it is good, stays good, and somebody looked. */
class JudgeTest {

  private static final Instant T0 = Instant.parse("2026-11-24T03:00:00Z");
  private static final Verify MEASURE =
      new Verify("p", null, null, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ZERO);

  private static Reading reading(boolean good, String restarts) {
    return new Reading(
        "p",
        new Target("container", "web"),
        good,
        null,
        Map.of("restarts", restarts),
        Map.of(),
        List.of("seen"),
        T0);
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  @Test
  void one_good_look_is_not_enough() {
    Judge j = Judge.begin(MEASURE, T0).saw(reading(true, "0"), at(1));
    assertThat(j.verdict(at(1))).isEmpty();
    assertThat(j.verdict(at(10))).isEmpty();
  }

  @Test
  void good_through_the_settle_window_is_verified() {
    Judge j =
        Judge.begin(MEASURE, T0).saw(reading(true, "0"), at(1)).saw(reading(true, "0"), at(11));
    assertThat(j.verdict(at(11))).contains(Verdict.VERIFIED);
  }

  @Test
  void another_restart_while_settling_starts_the_window_anew() {
    Judge j =
        Judge.begin(MEASURE, T0).saw(reading(true, "0"), at(1)).saw(reading(true, "1"), at(11));
    assertThat(j.verdict(at(11))).isEmpty();
    assertThat(j.saw(reading(true, "1"), at(21)).verdict(at(21))).contains(Verdict.VERIFIED);
    assertThat(j.seen()).contains("changed again 1 times");
  }

  @Test
  void a_bad_look_in_between_starts_the_window_anew() {
    Judge j =
        Judge.begin(MEASURE, T0)
            .saw(reading(true, "0"), at(1))
            .saw(reading(false, "0"), at(8))
            .saw(reading(true, "0"), at(12));
    assertThat(j.verdict(at(12))).isEmpty();
  }

  @Test
  void bad_until_the_time_is_up_is_not_verified() {
    Judge j = Judge.begin(MEASURE, T0).saw(reading(false, "0"), at(59));
    assertThat(j.verdict(at(59))).isEmpty();
    assertThat(j.verdict(at(60))).contains(Verdict.NOT_VERIFIED);
  }

  @Test
  void flapping_does_not_go_on_for_ever() {
    Judge j = Judge.begin(MEASURE, T0);
    for (int s = 0; s <= 70; s += 5) {
      j = j.saw(reading(true, "restart " + s), at(s));
    }
    assertThat(j.verdict(at(70))).contains(Verdict.NOT_VERIFIED);
  }

  @Test
  void when_nobody_could_look_it_is_inconclusive_and_never_a_success() {
    Judge j = Judge.begin(MEASURE, T0).saw(reading(true, "0"), at(1)).blind("Docker is gone");
    assertThat(j.verdict(at(60))).contains(Verdict.INCONCLUSIVE);
    assertThat(j.seen()).isEqualTo("Docker is gone");
  }

  @Test
  void a_bound_counts_instead_of_the_probes_own_health() {
    Verify below80 =
        new Verify("p", 80.0, null, Duration.ZERO, Duration.ofSeconds(60), Duration.ZERO);
    Reading full =
        new Reading("p", new Target("disk", "/x"), true, 85.0, Map.of(), Map.of(), List.of(), T0);
    assertThat(below80.good(full)).isFalse();
    assertThat(below80.shown()).isEqualTo("p below 80");
  }
}
