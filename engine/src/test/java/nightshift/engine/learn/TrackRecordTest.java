package nightshift.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts say, and how they are said. */
class TrackRecordTest {

  private static TrackRecord record(List<Observation> seen) {
    return TrackRecord.of(seen, Seen.NOW, Seen.HALF_LIFE);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, 0.47",
    "5, 5, 0.61",
    "10, 10, 0.76",
    "13, 13, 0.81",
    "20, 20, 0.87",
    "28, 28, 0.90",
    "58, 58, 0.95",
    "19, 20, 0.79",
    "46, 47, 0.905"
  })
  void the_bound_is_that_of_published_tables(int worked, int runs, double bound) {
    assertThat(new TrackRecord(worked, runs - worked, 0).bound()).isCloseTo(bound, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({
    "0.80, 0, 13",
    "0.80, 1, 20",
    "0.80, 2, 27",
    "0.90, 0, 28",
    "0.90, 1, 44",
    "0.90, 2, 58"
  })
  void so_many_successes_are_needed_and_not_one_fewer(double bound, int failures, int needed) {
    assertThat(new TrackRecord(needed, failures, 0).bound()).isGreaterThanOrEqualTo(bound);
    assertThat(new TrackRecord(needed - 1, failures, 0).bound()).isLessThan(bound);
    assertThat(Posterior.atLeast(needed, failures, bound)).isTrue();
    assertThat(Posterior.atLeast(needed - 1, failures, bound)).isFalse();
  }

  @Test
  void counts_come_first_and_the_bound_is_never_rounded_up() {
    assertThat(new TrackRecord(19, 1, 0).shown())
        .isEqualTo("worked 19 of 20 times (95 % sure: at least 79 %)");
    assertThat(new TrackRecord(20, 0, 0).shown())
        .isEqualTo("worked 20 of 20 times (95 % sure: at least 86 %)");
    assertThat(new TrackRecord(1, 0, 0).shown()).startsWith("worked 1 of 1 time (");
    assertThat(TrackRecord.NONE.shown()).isEqualTo("never ran before");
  }

  @Test
  void what_ran_with_an_unknown_end_was_said_never_to_have_run() {
    assertThat(record(Seen.fresh(Outcome.UNKNOWN)).shown())
        .isEqualTo("ran 1 time, and nobody knows whether it helped");
    assertThat(record(Seen.fresh(Outcome.SELF_HEALED)).shown()).isEqualTo("never ran before");
  }

  @Test
  void what_healed_by_itself_or_is_not_known_counts_for_nothing() {
    TrackRecord r =
        record(
            Seen.fresh(
                Outcome.FIXED,
                Outcome.SELF_HEALED,
                Outcome.UNKNOWN,
                Outcome.WORSE,
                Outcome.RELAPSED,
                Outcome.NO_EFFECT));
    assertThat(r).isEqualTo(new TrackRecord(1, 3, 3, 1, 3, 1));
  }

  @Test
  void after_the_half_life_an_outcome_counts_half_and_then_a_quarter() {
    List<Observation> seen = new ArrayList<>();
    seen.addAll(Seen.times(4, Outcome.FIXED, Duration.ofDays(181)));
    seen.addAll(Seen.times(4, Outcome.NO_EFFECT, Duration.ofDays(91)));
    seen.addAll(Seen.times(4, Outcome.FIXED, Duration.ofDays(89)));
    assertThat(record(seen)).isEqualTo(new TrackRecord(8, 4, 0, 5, 2, 0));
    assertThat(record(Seen.times(9, Outcome.FIXED, Duration.ofDays(100_000))).bound())
        .isCloseTo(TrackRecord.NONE.bound(), within(0.001));
  }

  @Test
  void the_authors_word_is_worth_two_observations_and_no_part_of_the_bound() {
    assertThat(TrackRecord.NONE.confidence(85)).isEqualTo(85);
    assertThat(new TrackRecord(0, 2, 2).confidence(100)).isEqualTo(50);
    assertThat(new TrackRecord(0, 3, 3).confidence(100)).isEqualTo(40);
    assertThat(new TrackRecord(18, 0, 0).confidence(0)).isEqualTo(90);
    assertThat(TrackRecord.NONE.bound()).isCloseTo(0.05, within(0.0001));
  }

  /** "95 % sure: at least x" must be true at least 95 times of 100, and not far more often. */
  @ParameterizedTest
  @CsvSource({"5", "20", "60"})
  void of_many_fixes_with_any_true_rate_the_bound_holds_for_19_of_20(int runs) {
    SplittableRandom random = new SplittableRandom(20_261_124L + runs);
    int fixes = 8_000;
    int holds = 0;
    for (int i = 0; i < fixes; i++) {
      double truth = random.nextDouble();
      int worked = 0;
      for (int r = 0; r < runs; r++) {
        worked += random.nextDouble() < truth ? 1 : 0;
      }
      holds += new TrackRecord(worked, runs - worked, 0).bound() <= truth ? 1 : 0;
    }
    assertThat(holds / (double) fixes).isBetween(0.94, 0.96);
  }
}
