package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a new plan says of the ones before it, and how much it is trusted for that. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExperienceTest {

  private final House house = new House();

  private void open(String... kinds) {
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.NEVER, kinds)).open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Plan draw(String lamp) {
    int before = house.plans().size();
    house.lamp.on = false;
    house.dark(lamp);
    Await.until(Duration.ofSeconds(20), () -> house.plans().size() > before);
    Plan plan = house.newest();
    Await.until(Duration.ofSeconds(20), () -> house.plan(plan.id()).state() != PlanState.DRAFTED);
    return house.plan(plan.id());
  }

  private void fail(String lamp) {
    house.lamp.mood = Mood.DOES_NOTHING;
    Plan plan = draw(lamp);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.FAILED);
  }

  private void heal(String lamp) {
    Plan plan = draw(lamp);
    house.clock.advance(Duration.ofSeconds(20));
    house
        .engine
        .alerts()
        .accept(new Signal.Resolved("test", "dark/" + lamp, house.clock.instant()));
    house.await(plan.id(), PlanState.CANCELLED);
  }

  @Test
  void the_record_moves_the_confidence_and_shows_its_counts_first() {
    open("lamp.on");
    assertThat(draw("one").draft().trackRecord()).isEqualTo("never ran before");
    house.approve(house.newest(), "alice");
    house.await(PlanState.RESOLVED);
    fail("two");
    Plan third = draw("three");
    assertThat(third.draft().trackRecord()).startsWith("worked 1 of 2 times (95 % sure: at least");
    assertThat(third.draft().confidence()).isEqualTo(75);
  }

  @Test
  void a_plan_that_is_trusted_less_than_half_is_refused() {
    open("lamp.on");
    fail("one");
    fail("two");
    fail("three");
    Plan plan = draw("four");
    assertThat(plan.draft().confidence()).isEqualTo(40);
    assertThat(plan.state()).isEqualTo(PlanState.BLOCKED);
    assertThat(house.lamp.touched).hasValue(3);
  }

  @Test
  void or_it_asks_where_the_configuration_says_so() {
    house.learning = new LearningRules(Duration.ofDays(90), true, 0, Duration.ofDays(7), false);
    open("lamp.on");
    fail("one");
    fail("two");
    fail("three");
    Plan plan = draw("four");
    assertThat(plan.state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.FAILED);
    assertThat(house.lamp.touched).hasValue(4);
  }

  @Test
  void what_was_left_alone_shows_how_often_it_clears_by_itself() {
    open("lamp.on");
    for (int i = 0; i < 5; i++) {
      heal("lamp-" + i);
    }
    assertThat(draw("hall").draft().trackRecord())
        .isEqualTo(
            "never ran before; 5 of 5 times this cleared by itself within 35 s"
                + " (observed, not tried)");
  }
}
