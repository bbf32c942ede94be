package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.Test;

/** What every ledger must do with votes. */
interface VotesContract extends LedgerFixture {

  @Test
  default void votes_are_read_back_whole_and_in_order() {
    PlanId id = asked("web").id();
    done(tx -> tx.vote(vote(id, "zoe", "i1"))).isTrue();
    done(tx -> tx.vote(vote(id, "alice", "i2"))).isTrue();
    all(v -> v.votes(id, 1)).containsExactly(vote(id, "zoe", "i1"), vote(id, "alice", "i2"));
    all(v -> v.votes(id, 2)).isEmpty();
  }

  @Test
  default void a_second_press_changes_nothing() {
    PlanId id = asked("web").id();
    run(tx -> tx.vote(vote(id, "alice", "i1")));
    Plan before = now(id);
    done(tx -> tx.vote(vote(id, "alice", "i2"))).isFalse();
    done(tx -> tx.vote(vote(id, "bob", "i1"))).isFalse();
    all(v -> v.votes(id, 1)).hasSize(1);
    assertThat(now(id)).isEqualTo(before);
    all(v -> v.events(id)).filteredOn(e -> e.type().equals("vote")).hasSize(1);
  }

  @Test
  default void a_rejection_after_ones_own_approval_is_counted_once() {
    PlanId id = asked("web").id();
    Vote no = rejection(vote(id, "alice", "i2"));
    done(tx -> tx.vote(vote(id, "alice", "i1"))).isTrue();
    done(tx -> tx.vote(no)).isTrue();
    done(tx -> tx.vote(rejection(vote(id, "alice", "i3")))).isFalse();
    all(v -> v.votes(id, 1)).containsExactly(vote(id, "alice", "i1"), no);
  }

  @Test
  default void a_press_whose_id_was_used_on_another_plan_is_counted() {
    PlanId web = asked("web").id();
    PlanId db = asked("db").id();
    done(tx -> tx.vote(vote(web, "alice", "i1"))).isTrue();
    done(tx -> tx.vote(vote(db, "alice", "i1"))).isTrue();
    all(v -> v.votes(db, 1)).hasSize(1);
  }

  private static Vote rejection(Vote v) {
    return new Vote(
        v.plan(),
        v.revision(),
        v.digest(),
        Vote.Choice.REJECT,
        v.person(),
        v.roles(),
        v.voter(),
        v.interaction(),
        v.reason(),
        v.at());
  }

  @Test
  default void a_vote_is_no_move_so_the_plan_read_before_it_can_still_be_moved() {
    Plan plan = asked("web");
    Plan decided =
        write(
                tx -> {
                  tx.vote(vote(plan.id(), "alice", "i1"));
                  return tx.apply(plan, LedgerFixture.approval("alice"), "alice");
                })
            .orElseThrow();
    assertThat(decided.state()).isEqualTo(PlanState.APPROVED);
  }

  @Test
  default void a_vote_makes_cards_stale_because_they_show_the_tally() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    post(plan, after(1));
    all(v -> v.staleCards("web", after(9), 9)).isEmpty();
    run(tx -> tx.vote(vote(plan.id(), "alice", "i1")));
    all(v -> v.staleCards("web", after(9), 9)).hasSize(1);
  }

  @Test
  default void a_vote_on_an_unknown_plan_is_refused() {
    Vote vote = vote(new PlanId(7), "alice", "i1");
    assertThatThrownBy(() -> run(tx -> tx.vote(vote))).isInstanceOf(IllegalArgumentException.class);
  }
}
