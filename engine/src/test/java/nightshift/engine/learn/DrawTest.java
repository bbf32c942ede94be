package nightshift.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.Draw.Candidate;
import org.junit.jupiter.api.Test;

/** Which of several steps is taken. */
class DrawTest {

  private static Candidate of(String kind, Risk risk, int worked, int failed) {
    return new Candidate(kind, risk, new TrackRecord(worked, failed, 0), false);
  }

  @Test
  void with_fewer_than_ten_observations_the_authors_order_holds() {
    List<Candidate> two = List.of(of("a", Risk.LOW, 0, 5), of("b", Risk.LOW, 4, 0));
    for (long seed = 0; seed < 100; seed++) {
      assertThat(Draw.of(two, seed).chosen()).isZero();
    }
  }

  @Test
  void in_that_order_what_was_tried_for_this_trouble_gives_way() {
    Candidate tried = new Candidate("a", Risk.LOW, TrackRecord.NONE, true);
    assertThat(Draw.of(List.of(tried, of("b", Risk.LOW, 0, 0)), 1).chosen()).isEqualTo(1);
    assertThat(Draw.of(List.of(tried), 1).chosen()).isZero();
  }

  @Test
  void the_same_seed_draws_the_same_and_the_facts_have_it() {
    List<Candidate> two = List.of(of("a", Risk.LOW, 6, 4), of("b", Risk.LOW, 5, 4));
    Draw draw = Draw.of(two, 42);
    assertThat(Draw.of(two, Long.parseLong(draw.facts().get("seed")))).isEqualTo(draw);
    assertThat(draw.facts()).containsKeys("candidate 1", "candidate 2", "chosen");
  }

  @Test
  void more_risk_than_the_first_is_never_drawn() {
    List<Candidate> two = List.of(of("a", Risk.LOW, 0, 30), of("b", Risk.MEDIUM, 30, 0));
    for (long seed = 0; seed < 200; seed++) {
      assertThat(Draw.of(two, seed).chosen()).isZero();
    }
  }

  @Test
  void what_works_better_is_found_and_taken_most() {
    SplittableRandom world = new SplittableRandom(7);
    int[] worked = new int[2];
    int[] failed = new int[2];
    double[] truth = {0.5, 0.9};
    int better = 0;
    for (int i = 0; i < 300; i++) {
      Draw draw =
          Draw.of(
              List.of(
                  of("a", Risk.LOW, worked[0], failed[0]), of("b", Risk.LOW, worked[1], failed[1])),
              world.nextLong());
      int taken = draw.chosen();
      if (world.nextDouble() < truth[taken]) {
        worked[taken]++;
      } else {
        failed[taken]++;
      }
      better += i >= 100 ? taken : 0;
    }
    assertThat(better).isGreaterThan(180);
  }
}
