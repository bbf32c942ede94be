package nightshift.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.Samples;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Unasked;
import nightshift.engine.playbook.Limits;
import org.junit.jupiter.api.Test;

/** Which brake holds, and when it lifts. */
class BrakeDecisionsTest {

  private static final Instant NOW = Samples.T0;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 3, Duration.ofDays(1), 3);

  private final HouseRules house = new HouseRules(Map.of(), Risk.LOW, 3, 10, HOUR, List.of(), "");

  private static Plan ran(PlanState state, Instant claimed) {
    return new Plan(
        new PlanId(1),
        "uid",
        Samples.draft("web"),
        state,
        3,
        claimed,
        claimed,
        null,
        null,
        claimed,
        "");
  }

  private static List<Plan> failed(int times) {
    return Stream.generate(() -> ran(PlanState.FAILED, NOW)).limit(times).toList();
  }

  @Test
  void a_cooldown_doubles_with_each_run_in_a_row_that_did_not_help() {
    Limits limits = new Limits(Duration.ofMinutes(10), 3, HOUR, 3, HOUR, Duration.ZERO);
    assertThat(Brakes.coolingUntil(limits, List.of(), NOW)).isEmpty();
    List<Long> minutes =
        IntStream.rangeClosed(1, 5)
            .mapToObj(n -> Brakes.coolingUntil(limits, failed(n), NOW).orElseThrow())
            .map(until -> Duration.between(NOW, until).toMinutes())
            .toList();
    assertThat(minutes).containsExactly(10L, 20L, 40L, 60L, 60L);
  }

  @Test
  void a_success_makes_the_cooldown_short_again() {
    List<Plan> runs = new ArrayList<>(List.of(ran(PlanState.RESOLVED, NOW)));
    runs.addAll(failed(5));
    assertThat(Brakes.coolingUntil(LIMITS, runs, NOW)).contains(NOW.plusSeconds(600));
  }

  @Test
  void a_cooldown_of_a_hundred_failures_does_not_overflow() {
    assertThat(Brakes.coolingUntil(LIMITS, failed(100), NOW))
        .contains(NOW.plus(Duration.ofDays(1)));
  }

  private static Unasked unasked(String playbook, String target, int minutesAgo) {
    return new Unasked(
        new PlanId(1), playbook, Target.parse(target), NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  private static Brakes.Situation situation(
      String target, int record, List<Unasked> unasked, long plans, long firings) {
    return new Brakes.Situation(
        "crash",
        Target.parse(target),
        LIMITS,
        record,
        List.of(),
        unasked,
        plans,
        firings,
        null,
        NOW);
  }

  private Optional<String> held(Guards guards, Brakes.Situation s) {
    return Brakes.mustAsk(s, house.with(guards)).map(Held::line);
  }

  private static Guards guards(Rate perPlaybook, Rate perHost, Rate storm, Rate flapping) {
    return new Guards(
        List.of(),
        perPlaybook,
        perHost,
        storm,
        flapping,
        HOUR,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  @Test
  void nothing_holds_what_has_done_nothing() {
    assertThat(held(Guards.USUAL, situation("service:web", 0, List.of(), 0, 1))).isEmpty();
  }

  @Test
  void a_playbook_that_ran_often_enough_over_all_targets_asks_until_the_oldest_is_old() {
    Guards two = guards(new Rate(2, HOUR), Rate.NONE, Rate.NONE, Rate.NONE);
    List<Unasked> ran =
        List.of(
            unasked("crash", "service:a", 10),
            unasked("other", "service:b", 20),
            unasked("crash", "service:c", 30));
    assertThat(held(two, situation("service:web", 0, ran, 0, 1)))
        .contains(
            "rate: crash had automatic plans 2 times within 60 min; until "
                + NOW.plusSeconds(1_800));
    assertThat(held(two, situation("service:web", 0, ran.subList(0, 2), 0, 1))).isEmpty();
  }

  @Test
  void one_host_has_its_own_window_and_another_is_free() {
    Guards one = guards(Rate.NONE, new Rate(1, HOUR), Rate.NONE, Rate.NONE);
    List<Unasked> ran = List.of(unasked("other", "disk://nas/mnt/tank", 1));
    assertThat(held(one, situation("service://nas/nginx", 0, ran, 0, 1)))
        .hasValueSatisfying(line -> assertThat(line).startsWith("rate: host nas had"));
    assertThat(held(one, situation("service:nginx", 0, ran, 0, 1))).isEmpty();
  }

  @Test
  void the_whole_house_has_a_window_and_says_when_it_lifts() {
    List<Unasked> ran =
        IntStream.range(0, 10).mapToObj(i -> unasked("other", "service:s" + i, i)).toList();
    assertThat(held(Guards.NONE, situation("service:web", 0, ran, 0, 1)))
        .contains("storm: 10 automatic plans within 60 min; until " + NOW.plusSeconds(51 * 60));
  }

  @Test
  void too_many_plans_at_once_are_a_storm_and_a_problem_that_comes_and_goes_is_asked_about() {
    Guards guards = guards(Rate.NONE, Rate.NONE, new Rate(20, HOUR), new Rate(5, HOUR));
    assertThat(held(guards, situation("service:web", 0, List.of(), 20, 1)))
        .hasValueSatisfying(line -> assertThat(line).startsWith("storm: plans were drawn up 20"));
    assertThat(held(guards, situation("service:web", 0, List.of(), 19, 5)))
        .hasValueSatisfying(line -> assertThat(line).startsWith("flapping: "));
    assertThat(held(guards, situation("service:web", 0, List.of(), 19, 4))).isEmpty();
  }

  @Test
  void an_open_breaker_says_so() {
    assertThat(held(Guards.NONE, situation("service:web", 3, List.of(), 0, 1)))
        .hasValueSatisfying(line -> assertThat(line).startsWith("breaker: it failed 3 times"));
  }

  @Test
  void every_brake_has_a_word_of_its_own_that_its_line_begins_with() {
    for (Brake b : Brake.values()) {
      String line = new Held(b, "why", null).line();
      assertThat(Held.by(b, line)).isTrue();
      assertThat(Held.any(line)).isTrue();
    }
    assertThat(Held.any("alice asked for it")).isFalse();
  }
}
