package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.ChatInbox.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first of many goes alone, and the others wait for what comes of it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CanaryTest extends StormyHouse {

  @Test
  void a_verified_canary_lets_the_others_go_and_nothing_before() {
    Plan batch = storm(4);
    assertThat(house.canary(batch, "alice").message()).startsWith("Approved (canary first)");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    settle();
    assertThat(held().stream().map(Plan::state))
        .containsExactly(
            PlanState.EXECUTING,
            PlanState.AWAITING_APPROVAL,
            PlanState.AWAITING_APPROVAL,
            PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(2);
    Await.until(
        PATIENCE,
        () ->
            house.room.cards().stream()
                .anyMatch(c -> c.status().contains("The canary goes first; the others follow")));
    allEnd();
    ranOnceEach(5);
    assertThat(states()).containsExactly(PlanState.RESOLVED);
    assertThat(house.plan(batch.id()).state()).isEqualTo(PlanState.RESOLVED);
  }

  @Test
  void a_canary_that_did_not_help_stops_the_others_and_they_ask_anew() {
    Plan batch = storm(3);
    Plan canary = held().getFirst();
    house.lamp.dark.add(canary.draft().target().name());
    house.canary(batch, "alice");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    house.lamp.gate.release(10_000);
    house.await(canary.id(), PlanState.FAILED);
    assertThat(house.await(batch.id(), PlanState.CANCELLED).note())
        .isEqualTo("its canary, plan " + canary.id() + ", is failed; the others ask anew");
    Await.until(PATIENCE, () -> batches().size() == 2);
    Plan second = house.await(batches().getFirst().id(), PlanState.AWAITING_APPROVAL);
    settle();
    assertThat(held().stream().skip(1).map(Plan::state)).containsOnly(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(2);
    house.clock.advance(Duration.ofSeconds(10));
    Await.until(
        PATIENCE,
        () ->
            house.room.cards().stream()
                .anyMatch(c -> c.plan().equals(canary.id()) && c.state() == PlanState.FAILED));
    assertThat(house.reject(second, "bob", "look first").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(held().stream().skip(1).map(Plan::state)).containsOnly(PlanState.REJECTED);
    settle();
    assertThat(house.lamp.touched).hasValue(2);
  }
}
