package nightshift.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import nightshift.engine.plan.PlanDiff.Effect;
import org.junit.jupiter.api.Test;

/** What was approved against what it would be. */
class PlanDiffTest {

  @Test
  void what_is_the_same_is_not_told() {
    List<Effect> steps = List.of(new Effect("restart web", List.of("container:1")));
    assertThat(PlanDiff.lines(steps, steps)).isEmpty();
  }

  @Test
  void objects_that_went_and_came_are_named_under_their_step() {
    List<Effect> before = List.of(new Effect("restart web", List.of("a", "b")));
    List<Effect> after = List.of(new Effect("restart web", List.of("b", "c")));
    assertThat(PlanDiff.lines(before, after)).containsExactly("  restart web", "  - a", "  + c");
  }

  @Test
  void steps_that_went_and_came_are_named() {
    List<Effect> before =
        List.of(new Effect("restart web", List.of("a")), new Effect("restart db", List.of("b")));
    List<Effect> after = List.of(new Effect("restart api", List.of("a")));
    assertThat(PlanDiff.lines(before, after))
        .containsExactly("- restart web", "+ restart api", "- restart db");
  }

  @Test
  void a_thousand_objects_are_ten_and_a_number() {
    List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "file-" + i).toList();
    List<String> lines =
        PlanDiff.lines(List.of(new Effect("clean", many)), List.of(new Effect("clean", List.of())));
    assertThat(lines).hasSize(12).last().isEqualTo("  - and 990 more");
  }
}
