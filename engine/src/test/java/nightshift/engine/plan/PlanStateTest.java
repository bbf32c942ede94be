package nightshift.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people call states. */
class PlanStateTest {

  @ParameterizedTest
  @EnumSource
  void what_a_list_shows_can_be_asked_for(PlanState state) {
    assertThat(PlanState.named(state.shown())).containsExactly(state);
    assertThat(PlanState.named(state.word())).containsExactly(state);
    assertThat(PlanState.ofStatus(state.status())).contains(state);
  }

  @Test
  void the_words_of_the_original_design_are_understood_and_the_exact_state_wins() {
    assertThat(PlanState.named("completed")).containsExactly(PlanState.RESOLVED);
    assertThat(PlanState.named("pending"))
        .containsExactly(PlanState.DRAFTED, PlanState.AWAITING_APPROVAL);
    assertThat(PlanState.named("failed")).containsExactly(PlanState.FAILED);
    assertThat(PlanState.ofStatus("failed")).contains(PlanState.FAILED, PlanState.REJECTED);
    assertThat(PlanState.named("Rolled-Back ")).containsExactly(PlanState.ROLLED_BACK);
    assertThat(PlanState.named("nonsense")).isEmpty();
  }
}
