package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people answer to the card of a storm: what is approved is what was listed, and no more. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StormAnswersTest extends StormyHouse {

  @Test
  void a_rejection_is_one_for_each_with_its_reason_and_nothing_runs() {
    Plan batch = storm(3);
    assertThat(house.reject(batch, "alice", "").verdict()).isEqualTo(Verdict.INVALID);
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(house.reject(batch, "alice", "the power is off").verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(held())
        .allSatisfy(p -> {
          assertThat(p.state()).isEqualTo(PlanState.REJECTED);
          assertThat(p.note()).isEqualTo("the power is off (with batch " + batch.id() + ")");
        });
    settle();
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void who_may_not_moves_nothing_and_an_old_digest_neither() {
    Plan batch = storm(3);
    assertThat(house.approve(batch, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.canary(batch, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.reject(batch, "eve", "no").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.canary(batch, "stranger").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    Receipt stale =
        house
            .engine
            .inbox()
            .decide(
                batch.id(), 1, "0".repeat(64), Vote.Choice.APPROVE, House.voter("alice"), "x", "");
    assertThat(stale.verdict()).isEqualTo(Verdict.STALE);
    assertThat(house.canary(held().getFirst(), "alice").verdict()).isEqualTo(Verdict.INVALID);
    settle();
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(house.events("denied-press")).isEqualTo(4);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void a_plan_that_is_not_as_listed_is_not_approved_with_the_others() {
    Plan batch = storm(2);
    Plan plan = held().getFirst();
    house.engine.inbox().pause(House.voter("alice"), "a moment", null);
    house.approve(batch, "alice");
    Batch.Member other = new Batch.Member(plan.id(), 1, "0".repeat(64), plan.draft().target());
    int released =
        house.ledger.write(tx ->
            Batch.release(
                tx,
                house.directory,
                tx.plan(batch.id()).orElseThrow(),
                List.of(
                    other,
                    new Batch.Member(plan.id(), 2, plan.draft().digest(), plan.draft().target())),
                house.clock.instant()));
    assertThat(released).isZero();
    assertThat(states()).containsExactly(PlanState.AWAITING_APPROVAL);
    assertThat(votes(plan)).isEmpty();
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void single_plans_may_be_answered_by_their_numbers_and_the_batch_takes_the_rest() {
    Plan batch = storm(4);
    Plan no = held().get(0);
    Plan yes = held().get(2);
    assertThat(house.reject(no, "bob", "not this one").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(house.approve(yes, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    house.approve(batch, "alice");
    allEnd();
    ranOnceEach(4);
    assertThat(house.plan(no.id()).state()).isEqualTo(PlanState.REJECTED);
    assertThat(house.plan(yes.id()).decision().by()).isEqualTo("bob");
    assertThat(house.plan(batch.id()).state()).isEqualTo(PlanState.RESOLVED);
  }

  @Test
  void two_people_are_needed_where_the_rule_says_so_and_the_more_careful_one_counts() {
    house.allowedBy(House.rule(2));
    Plan batch = storm(3);
    assertThat(house.approve(batch, "alice").verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(house.approve(batch, "alice").verdict()).isEqualTo(Verdict.DUPLICATE);
    settle();
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(house.canary(batch, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    settle();
    assertThat(house.lamp.touched).hasValue(2);
    allEnd();
    ranOnceEach(4);
    held()
        .forEach(
            p -> assertThat(votes(p).stream().map(Vote::person)).containsExactly("alice", "bob"));
  }

  @Test
  void many_presses_at_once_decide_once() throws InterruptedException {
    Plan batch = storm(6);
    List<Verdict> verdicts = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> people =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        go.await();
                      } catch (InterruptedException e) {
                        return;
                      }
                      String who = List.of("alice", "bob", "carol").get(i % 3);
                      verdicts.add(
                          (i % 2 == 0 ? house.approve(batch, who) : house.canary(batch, who))
                              .verdict());
                    }))
            .toList();
    go.countDown();
    for (Thread t : people) {
      t.join();
    }
    assertThat(verdicts).hasSize(40).containsOnlyOnce(Verdict.ACCEPTED);
    allEnd();
    ranOnceEach(7);
  }
}
