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
    assertThat(PlanState.words()).contains(state.word());
  }

  @Test
  void a_word_of_the_original_design_is_understood_where_no_state_has_it() {
    assertThat(PlanState.named("completed")).containsExactly(PlanState.RESOLVED);
    assertThat(PlanState.named("pending"))
        .containsExactly(PlanState.DRAFTED, PlanState.AWAITING_APPROVAL);
    assertThat(PlanState.named("Rolled-Back ")).containsExactly(PlanState.ROLLED_BACK);
    assertThat(PlanState.named("failed, rejected,failed"))
        .containsExactly(PlanState.FAILED, PlanState.REJECTED);
  }

  @Test
  void failed_meant_one_state_here_and_seven_there() {
    assertThat(PlanState.named("failed")).containsExactly(PlanState.FAILED);
    assertThat(PlanState.named("executing")).containsExactly(PlanState.EXECUTING);
  }

  @Test
  void a_wrong_word_among_right_ones_is_refused_with_all_that_are_right() {
    assertThat(PlanState.named("failed,rejekted")).isEmpty();
    assertThat(PlanState.unknown("failed,rejekted").orElseThrow())
        .startsWith("There is no state \"rejekted\"; did you mean \"rejected\"? There are ")
        .contains("pending, drafted, awaiting_approval, approved")
        .contains("completed, resolved, failed");
    assertThat(PlanState.unknown("failed,").orElseThrow()).startsWith("There is no state \"\". ");
    assertThat(PlanState.unknown("pending,completed")).isEmpty();
    assertThat(PlanState.words()).doesNotHaveDuplicates().hasSize(18);
  }
}
