package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Freeze;
import nightshift.engine.policy.Hours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a freeze is on, what nobody approved asks, and in a total one all of it waits. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FreezeTest extends GuardedHouse {

  private static Freeze tuesday(boolean total) {
    Hours day =
        new Hours(
            Set.of(DayOfWeek.TUESDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);
    return new Freeze("Tuesday", Optional.of(day), Optional.empty(), List.of(), total);
  }

  @Test
  void in_a_freeze_automatic_work_asks_and_what_people_approve_runs() {
    guarded(List.of(tuesday(false)), List.of());
    open(lamp(Autonomy.AUTO));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    assertThat(plan.draft().asksBecause()).isEqualTo("freeze: Tuesday; until 2026-11-25T00:00:00Z");
    assertThat(house.lamp.touched).hasValue(0);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
  }

  @Test
  void in_a_total_freeze_what_people_approved_waits_and_says_so_and_grows_stale() {
    guarded(List.of(tuesday(true)), List.of());
    open(lamp(Autonomy.ASK));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    Await.until(PATIENCE, () -> said("Not started yet", "freeze: Tuesday; until 2026-11-25"));
    assertThat(house.events("held-back")).isEqualTo(1);
    Await.until(PATIENCE, () -> counted.contains("freeze lamp"));
    house.clock.advance(Duration.ofMinutes(59));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.APPROVED);
    house.clock.advance(Duration.ofMinutes(2));
    house.await(plan.id(), PlanState.EXPIRED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void when_a_total_freeze_lifts_in_time_what_was_approved_runs() {
    guarded(List.of(tuesday(true)), List.of());
    open(lamp(Autonomy.ASK));
    house.clock.advance(Duration.ofMinutes(20 * 60 + 40));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    Await.until(PATIENCE, () -> said("Not started yet", "freeze: Tuesday"));
    assertThat(house.lamp.touched).hasValue(0);
    house.clock.advance(Duration.ofMinutes(21));
    house.await(plan.id(), PlanState.RESOLVED);
  }
}
