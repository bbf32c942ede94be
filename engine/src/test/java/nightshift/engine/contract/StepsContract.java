package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nightshift.engine.action.ActionResult;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.plan.StepRun;
import org.junit.jupiter.api.Test;

/** What every ledger must do with steps. */
interface StepsContract extends LedgerFixture {

  private StepPermit begin(Claim claim, StepKey key) {
    return write(tx -> tx.beginStep(claim, key, "captured " + key.index(), after(9)));
  }

  private void end(Claim claim, StepKey key, StepRun.Status status) {
    ActionResult result = new ActionResult(true, "did " + status, "out\nput", 0);
    run(tx -> tx.endStep(claim, key, status, result, after(10)));
  }

  @Test
  default void a_permit_is_granted_once_for_ever() {
    Claim claim = claimed("web");
    StepKey key = LedgerFixture.execute(claim, 1);
    assertThat(begin(claim, key)).isEqualTo(StepPermit.GRANTED);
    assertThat(begin(claim, key)).isEqualTo(StepPermit.ALREADY_STARTED);
    end(claim, key, StepRun.Status.DONE);
    assertThat(begin(claim, key)).isEqualTo(StepPermit.ALREADY_STARTED);
    all(v -> v.steps(claim.plan())).hasSize(1);
  }

  @Test
  default void a_started_step_keeps_what_undo_needs() {
    Claim claim = claimed("web");
    StepKey key = LedgerFixture.execute(claim, 1);
    begin(claim, key);
    StepRun running = new StepRun(key, after(9), null, StepRun.Status.RUNNING, null, "captured 1");
    all(v -> v.steps(claim.plan())).containsExactly(running);
  }

  @Test
  default void an_ended_step_keeps_its_result() {
    Claim claim = claimed("web");
    StepKey key = LedgerFixture.execute(claim, 1);
    begin(claim, key);
    end(claim, key, StepRun.Status.DONE);
    ActionResult result = new ActionResult(true, "did DONE", "out\nput", 0);
    all(v -> v.steps(claim.plan()))
        .containsExactly(
            new StepRun(key, after(9), after(10), StepRun.Status.DONE, result, "captured 1"));
  }

  @Test
  default void a_result_without_exit_code_is_read_back_without_one() {
    Claim claim = claimed("web");
    StepKey key = LedgerFixture.execute(claim, 1);
    begin(claim, key);
    ActionResult result = ActionResult.done("restarted");
    run(tx -> tx.endStep(claim, key, StepRun.Status.DONE, result, after(10)));
    assertThat(read(v -> v.steps(claim.plan())).getFirst().result()).isEqualTo(result);
  }

  @Test
  default void steps_come_in_the_order_of_their_start() {
    Claim claim = claimed("web");
    begin(claim, LedgerFixture.execute(claim, 3));
    begin(claim, LedgerFixture.execute(claim, 1));
    all(v -> v.steps(claim.plan())).extracting(r -> r.key().index()).containsExactly(3, 1);
  }

  @Test
  default void the_first_word_about_an_end_stands() {
    Claim claim = claimed("web");
    StepKey key = LedgerFixture.execute(claim, 1);
    begin(claim, key);
    end(claim, key, StepRun.Status.FAILED);
    end(claim, key, StepRun.Status.DONE);
    assertThat(read(v -> v.steps(claim.plan())).getFirst().status())
        .isEqualTo(StepRun.Status.FAILED);
  }

  @Test
  default void unknown_gives_way_to_a_later_word() {
    Claim claim = claimed("web");
    StepKey key = LedgerFixture.execute(claim, 1);
    begin(claim, key);
    end(claim, key, StepRun.Status.UNKNOWN);
    end(claim, key, StepRun.Status.DONE);
    assertThat(read(v -> v.steps(claim.plan())).getFirst().status()).isEqualTo(StepRun.Status.DONE);
  }

  @Test
  default void rolling_back_has_permits_of_its_own_and_only_then() {
    Claim claim = claimed("web");
    StepKey back = new StepKey(claim.plan(), StepKey.Phase.ROLL_BACK, 1);
    begin(claim, LedgerFixture.execute(claim, 1));
    assertThat(begin(claim, back)).isEqualTo(StepPermit.CLAIM_LOST);
    move(now(claim.plan()), new PlanEvent.RollbackBegun(after(11), "worse"));
    assertThat(begin(claim, back)).isEqualTo(StepPermit.GRANTED);
    assertThat(begin(claim, back)).isEqualTo(StepPermit.ALREADY_STARTED);
    assertThat(begin(claim, LedgerFixture.execute(claim, 2))).isEqualTo(StepPermit.CLAIM_LOST);
  }

  @Test
  default void a_plan_that_is_not_executing_any_more_gets_no_permit() {
    Claim claim = claimed("web");
    move(now(claim.plan()), new PlanEvent.Lost(after(11), "its process died"));
    assertThat(begin(claim, LedgerFixture.execute(claim, 1))).isEqualTo(StepPermit.CLAIM_LOST);
    all(v -> v.steps(claim.plan())).isEmpty();
  }

  @Test
  default void a_claim_on_one_plan_is_no_permit_for_another() {
    Claim claim = claimed("web");
    Claim other = claimed("db");
    StepKey key = LedgerFixture.execute(other, 1);
    assertThat(begin(claim, key)).isEqualTo(StepPermit.CLAIM_LOST);
  }

  @Test
  default void a_step_that_was_never_started_cannot_end() {
    Claim claim = claimed("web");
    assertThatThrownBy(() -> end(claim, LedgerFixture.execute(claim, 1), StepRun.Status.DONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
