package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several safe steps for one cause: one of them is taken. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AlternativesTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static StepTemplate step(String kind, List<StepTemplate> others) {
    return new StepTemplate(kind, f -> Map.of(), Optional.empty(), false, others);
  }

  @Test
  void one_is_taken_in_the_authors_order_the_draw_is_written_down_and_a_retry_takes_the_next() {
    Playbook p = House.playbook("lamp", Autonomy.ASK, Rollback.NEVER, "lamp.on");
    house
        .with(Changed.from(p).steps(step("lamp.on", List.of(step("lamp.flash", List.of())))).done())
        .open();
    house.lamp.mood = Mood.DOES_NOTHING;
    house.dark("hall");
    Plan first = house.await(PlanState.AWAITING_APPROVAL);
    assertThat(first.draft().steps()).hasSize(1);
    assertThat(first.draft().steps().getFirst().kind()).isEqualTo("lamp.on");
    assertThat(first.draft().steps().getFirst().details())
        .contains("chosen out of lamp.on (never ran before), lamp.flash (never ran before)");
    assertThat(house.events("alternative-drawn")).isEqualTo(1);
    house.approve(first, "alice");
    house.await(first.id(), PlanState.FAILED);
    assertThat(house.lamp.touched).hasValue(1);
    house.engine.inbox().retry(first.id(), House.voter("alice"), "again");
    Plan second = house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
    assertThat(second.draft().steps().getFirst().kind()).isEqualTo("lamp.flash");
  }

  @Test
  void an_outage_blocked_a_plan_at_once_because_another_alternative_never_can() {
    Playbook p = House.playbook("lamp", Autonomy.ASK, Rollback.NEVER, "lamp.on");
    house
        .with(Changed.from(p).steps(step("lamp.on", List.of(step("lamp.paint", List.of())))).done())
        .open();
    house.lamp.answers = false;
    house.dark("hall");
    Await.until(Duration.ofSeconds(20), () -> house.ledger.read(v -> v.unplanned(10)).isEmpty());
    assertThat(house.plans()).isEmpty();
    house.lamp.answers = true;
    house.clock.advance(Duration.ofSeconds(20));
    house.await(PlanState.AWAITING_APPROVAL);
    assertThat(house.plans()).hasSize(1);
  }
}
