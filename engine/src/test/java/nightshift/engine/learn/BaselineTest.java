package nightshift.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightshift.engine.card.LessonWords;
import org.junit.jupiter.api.Test;

/** How often things clear by themselves. */
class BaselineTest {

  private static final Duration SIX = Duration.ofMinutes(6);

  private static Wait wait(int minutes, boolean cleared) {
    return new Wait(Duration.ofMinutes(minutes), cleared);
  }

  private static Baseline of(int cleared, int stayed) {
    List<Wait> waits = new ArrayList<>();
    for (int i = 0; i < cleared; i++) {
      waits.add(wait(i % 6, true));
    }
    for (int i = 0; i < stayed; i++) {
      waits.add(wait(60, false));
    }
    return new Baseline(waits);
  }

  // Freireich's leukaemia trial of 1963, the 6-mercaptopurine arm: the textbooks' example.
  @Test
  void the_estimate_is_that_of_the_textbooks() {
    int[] relapsed = {6, 6, 6, 7, 10, 13, 16, 22, 23};
    int[] censored = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
    List<Wait> waits = new ArrayList<>();
    for (int r : relapsed) {
      waits.add(wait(r, true));
    }
    for (int c : censored) {
      waits.add(wait(c, false));
    }
    Baseline b = new Baseline(waits);
    assertThat(1 - b.clearedWithin(Duration.ofMinutes(5))).isCloseTo(1.0, within(1e-9));
    assertThat(1 - b.clearedWithin(SIX)).isCloseTo(0.857, within(0.001));
    assertThat(1 - b.clearedWithin(Duration.ofMinutes(10))).isCloseTo(0.753, within(0.001));
    assertThat(1 - b.clearedWithin(Duration.ofMinutes(16))).isCloseTo(0.627, within(0.001));
    assertThat(1 - b.clearedWithin(Duration.ofMinutes(40))).isCloseTo(0.448, within(0.001));
  }

  @Test
  void what_was_acted_upon_at_once_tells_nothing() {
    Baseline b = new Baseline(List.of(wait(0, false), wait(0, false), wait(3, true)));
    assertThat(b.known(SIX)).isEqualTo(1);
    assertThat(b.cleared(SIX)).isEqualTo(1);
    assertThat(b.tells(SIX)).isFalse();
    assertThat(new Baseline(List.of()).clearedWithin(SIX)).isZero();
  }

  @Test
  void the_card_says_so_where_the_difference_is_not_clear() {
    TrackRecord record = new TrackRecord(4, 2, 0);
    assertThat(LessonWords.record(record, of(11, 3), SIX))
        .isEqualTo(
            "worked 4 of 6 times (95 % sure: at least 34 %); 11 of 14 times this cleared by itself"
                + " within 6 min, so it is not clear that it helps (observed, not tried)");
  }

  @Test
  void a_fix_that_clearly_beats_waiting_is_not_doubted() {
    assertThat(LessonWords.record(new TrackRecord(30, 0, 0), of(2, 12), SIX))
        .endsWith("; 2 of 14 times this cleared by itself within 6 min (observed, not tried)");
  }

  @Test
  void where_little_is_known_of_waiting_nothing_is_said() {
    assertThat(LessonWords.record(new TrackRecord(4, 2, 0), of(2, 2), SIX))
        .doesNotContain("by itself");
  }

  @Test
  void censoring_by_impatient_people_does_not_move_the_estimate() {
    SplittableRandom random = new SplittableRandom(7);
    List<Wait> waits = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double heals = -10 * Math.log(1 - random.nextDouble());
      double acted = -8 * Math.log(1 - random.nextDouble());
      waits.add(
          new Wait(Duration.ofMillis((long) (60_000 * Math.min(heals, acted))), heals < acted));
    }
    double truth = 1 - Math.exp(-0.6);
    assertThat(new Baseline(waits).clearedWithin(SIX)).isCloseTo(truth, within(0.015));
  }
}
