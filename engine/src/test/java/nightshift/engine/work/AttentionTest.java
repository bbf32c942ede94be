package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Attention;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.QuietHours;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is called, when, and how often. The night begins at 03:00 UTC. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AttentionTest {

  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
  private static final Instant MORNING = Instant.parse("2026-11-24T07:00:00Z");

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private Plan asked() {
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.ON_WORSE, "lamp.on")).open();
    house.dark("hall");
    house.await(PlanState.AWAITING_APPROVAL);
    Await.until(Duration.ofSeconds(20), () -> house.newest().expiresAt() != null);
    return house.newest();
  }

  private List<Reply> calls() {
    return house.room.replies().stream().filter(r -> r.kind() == Reply.Kind.NOTICE).toList();
  }

  private void untilCalls(int count) {
    Await.until(Duration.ofSeconds(20), () -> calls().size() == count);
  }

  private static ApprovalRule escalating() {
    return new ApprovalRule(
        House.rule(1).groups(),
        Duration.ofMinutes(30),
        new ApprovalRule.Escalation(Duration.ofMinutes(20), "owner"),
        false);
  }

  private static HouseRules rules(Risk risk, ApprovalRule rule) {
    return new HouseRules(
        java.util.Map.of(risk, rule), Risk.LOW, 4, 100, Duration.ofMinutes(10), List.of(), "");
  }

  @Test
  void an_unanswered_plan_calls_again_at_half_time_and_then_the_next_people_each_once() {
    house.rules = rules(Risk.LOW, escalating());
    asked();
    assertThat(house.room.cards().getFirst().mention()).containsExactly("oncall");
    house.clock.advance(Duration.ofMinutes(16));
    untilCalls(1);
    assertThat(calls().getFirst().mention()).containsExactly("oncall");
    assertThat(calls().getFirst().title())
        .startsWith("Waits: Switch on")
        .contains("low risk")
        .contains("14 min left");
    assertThat(calls().getFirst().title().length()).isLessThanOrEqualTo(100);
    house.clock.advance(Duration.ofMinutes(5));
    untilCalls(2);
    assertThat(calls().getLast().mention()).containsExactly("owner");
    house.clock.advance(Duration.ofMinutes(10));
    house.await(PlanState.EXPIRED);
    assertThat(calls()).hasSize(2);
  }

  @Test
  void in_quiet_hours_a_low_plan_calls_nobody_and_its_time_begins_when_they_end() {
    house.attention = new Attention(null, NIGHT, null);
    Plan plan = asked();
    assertThat(plan.expiresAt()).isEqualTo(MORNING.plus(Duration.ofMinutes(30)));
    assertThat(house.room.shown()).allMatch(c -> c.mention().isEmpty() && c.silent());
    house.clock.advance(Duration.ofHours(3));
    assertThat(calls()).isEmpty();
    house.clock.advance(Duration.ofHours(1));
    untilCalls(1);
    assertThat(calls().getFirst().mention()).containsExactly("oncall");
    assertThat(calls().getFirst().body()).contains("quiet hours, which are over");
    assertThat(house.newest().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
  }

  @Test
  void a_high_plan_calls_in_quiet_hours_as_in_any() {
    house.attention = new Attention(null, NIGHT, null);
    house.risk = Risk.HIGH;
    asked();
    assertThat(house.room.shown().getFirst().mention()).containsExactly("oncall");
    assertThat(house.room.shown().getFirst().silent()).isFalse();
  }

  @Test
  void a_failure_calls_in_quiet_hours_too() {
    house.attention = new Attention(null, NIGHT, null);
    house.lamp.mood = Lamp.Mood.FAILS;
    Plan plan = asked();
    house.approve(plan, "alice");
    Await.until(
        Duration.ofSeconds(20),
        () -> house.room.replies().stream().anyMatch(r -> r.mention().contains("oncall")));
    assertThat(house.room.replies()).anyMatch(r -> r.kind() == Reply.Kind.FAILURE);
  }

  @Test
  void direct_messages_go_to_the_named_roles_from_the_named_risk_on() {
    house.attention = new Attention(null, null, new Attention.Direct(List.of("oncall"), Risk.HIGH));
    house.risk = Risk.HIGH;
    asked();
    untilCalls(1);
    assertThat(calls().getFirst().direct()).containsExactly("oncall");
    assertThat(calls().getFirst().mention()).isEmpty();
    assertThat(house.attention.direct(Risk.MEDIUM)).isEmpty();
  }

  @Test
  void people_who_are_named_by_name_are_called_too() {
    ApprovalRule both =
        new ApprovalRule(
            List.of(new ApprovalRule.Group(1, List.of("oncall"), List.of("carol"))),
            Duration.ofMinutes(30),
            null,
            false);
    house.rules = rules(Risk.LOW, both);
    asked();
    assertThat(house.room.cards().getFirst().mention()).containsExactly("oncall", "carol");
  }
}
