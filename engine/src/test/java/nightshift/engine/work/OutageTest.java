package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has to be asked before a plan can be drawn up does not answer. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final House house = new House();

  @BeforeEach
  void nobodyAnswers() {
    house.with(House.playbook("lamp", Autonomy.AUTO, Rollback.ON_WORSE, "lamp.on")).open();
    house.lamp.answers = false;
    house.dark("hall");
    Await.until(PATIENCE, () -> house.ledger.read(v -> v.unplanned(10)).isEmpty());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void an_engine_that_starts_again_gets_its_plan_when_it_answers() {
    assertThat(house.plans()).isEmpty();
    house.lamp.answers = true;
    house.clock.advance(Duration.ofSeconds(20));
    house.await(PlanState.RESOLVED);
    assertThat(house.plans()).hasSize(1);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void one_that_stays_away_is_told_of_and_nothing_is_touched() {
    house.clock.advance(Duration.ofMinutes(4));
    Plan plan = house.await(PlanState.BLOCKED);
    assertThat(plan.note()).contains("looking at the lamp: nobody answers");
    assertThat(house.plans()).hasSize(1);
    assertThat(house.lamp.touched).hasValue(0);
  }
}
