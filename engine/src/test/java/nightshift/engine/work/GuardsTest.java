package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.Card;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Freeze;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Hours;
import nightshift.engine.policy.Rate;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.EngineListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brakes at work: each holds, says which it was, and is counted; and nothing was touched. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GuardsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration HOUR = Duration.ofHours(1);

  private final House house = new House();
  private final List<String> counted = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    house.close();
  }

  private void open(Playbook playbook) {
    house.with(playbook).open();
    house.engine.listen(
        new EngineListener() {
          @Override
          public void braked(String rule, String book) {
            counted.add(rule + " " + book);
          }
        });
  }

  private static Playbook lamp(Autonomy autonomy) {
    return House.playbook("lamp", autonomy, Rollback.ON_WORSE, "lamp.on");
  }

  private static Guards guards(
      List<String> allowed,
      Rate storm,
      Rate flapping,
      List<Freeze> freezes,
      List<BlastRadius> groups) {
    return new Guards(
        allowed,
        Rate.NONE,
        Rate.NONE,
        storm,
        flapping,
        Duration.ofMinutes(1),
        freezes,
        groups,
        List.of(),
        Optional.empty());
  }

  private void guarded(List<Freeze> freezes, List<BlastRadius> groups) {
    house.rules = house.rules.with(guards(List.of(), Rate.NONE, Rate.NONE, freezes, groups));
  }

  private Plan next(int number) {
    Await.until(PATIENCE, () -> house.plans().size() >= number);
    return house.newest();
  }

  private boolean said(String title, String body) {
    return house.room.replies().stream()
        .anyMatch(r -> r.title().equals(title) && r.body().contains(body));
  }

  @Test
  void a_target_that_is_not_on_the_list_is_refused_and_counted() {
    house.rules =
        house.rules.with(guards(List.of("lamp:hall"), Rate.NONE, Rate.NONE, List.of(), List.of()));
    open(lamp(Autonomy.AUTO));
    house.dark("attic");
    assertThat(house.await(PlanState.BLOCKED).note()).startsWith("allowed-target: lamp:attic");
    Await.until(PATIENCE, () -> counted.contains("allowed-target lamp"));
    assertThat(house.lamp.touched).hasValue(0);
    assertThat(house.payloads("blocked").getFirst()).contains("allowed-target");
  }

  @Test
  void a_plan_of_many_long_steps_is_refused() {
    String[] many = new String[50];
    java.util.Arrays.fill(many, "lamp.on");
    house.lamp.estimated = Duration.ofMinutes(2);
    open(House.playbook("lamp", Autonomy.AUTO, Rollback.NEVER, many));
    house.dark("hall");
    assertThat(house.await(PlanState.BLOCKED).note())
        .contains("duration: the steps are expected to take 100 min together");
    assertThat(house.lamp.touched).hasValue(0);
  }

  private void failTwice() {
    open(lamp(Autonomy.AUTO));
    house.lamp.mood = Mood.DOES_NOTHING;
    house.dark("one");
    house.await(next(1).id(), PlanState.FAILED);
    house.dark("two");
    house.await(next(2).id(), PlanState.FAILED);
    house.lamp.mood = Mood.WORKS;
  }

  @Test
  void an_open_breaker_asks_and_only_an_admin_closes_it_and_that_is_written_down() {
    failTwice();
    house.dark("three");
    Plan asked = house.await(next(3).id(), PlanState.AWAITING_APPROVAL);
    Await.until(
        PATIENCE,
        () ->
            house.room.cards().stream()
                .anyMatch(c ->
                    c.plan().equals(asked.id())
                        && c.buttons().contains(Card.Button.CLOSE_BREAKER)
                        && c.status().contains("breaker: it failed 2 times in a row")));
    assertThat(counted).contains("breaker lamp");
    var inbox = house.engine.inbox();
    assertThat(inbox.closeBreaker("lamp", House.voter("bob"), "new fuse").verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(inbox.closeBreaker("nothing", House.voter("alice"), "x").verdict())
        .isEqualTo(Verdict.NOT_FOUND);
    assertThat(inbox.closeBreaker("lamp", House.voter("alice"), "new fuse").verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(inbox.closeBreaker("lamp", House.voter("alice"), "new fuse").verdict())
        .isEqualTo(Verdict.CONFLICT);
    assertThat(house.payloads("breaker-closed"))
        .singleElement()
        .asString()
        .contains("\"failedInARow\":2", "new fuse");
    assertThat(house.events("denied-press")).isEqualTo(1);
    assertThat(house.lamp.touched).hasValue(2);
    house.reject(asked, "alice", "another one will come");
    house.dark("four");
    assertThat(next(4).draft().asksBecause()).isEmpty();
  }

  @Test
  void a_cooldown_is_in_the_log_with_its_end() {
    open(lamp(Autonomy.AUTO));
    house.dark("hall");
    house.await(next(1).id(), PlanState.RESOLVED);
    house.lamp.on = false;
    house.dark("hall");
    Await.until(PATIENCE, () -> house.events("alert-held-back") == 1);
    assertThat(house.payloads("alert-held-back").getFirst())
        .contains("\"brake\":\"cooldown\"", "until 2026-11-24T03:05:00Z");
    assertThat(counted).contains("cooldown lamp");
    assertThat(house.lamp.touched).hasValue(1);
  }

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
    assertThat(counted).contains("freeze lamp");
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

  @Test
  void of_a_group_no_more_are_under_way_at_once_than_it_says() {
    guarded(List.of(), List.of(new BlastRadius("hall", List.of("lamp:h*"), 1, 0)));
    house.lamp.mood = Mood.WAITS;
    open(lamp(Autonomy.AUTO));
    for (int i = 0; i < 4; i++) {
      house.dark("h" + i);
    }
    house.dark("attic");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 2);
    Await.until(PATIENCE, () -> said("Not started yet", "blast-radius: 1 of group hall under way"));
    house.lamp.gate.release(100);
    Await.until(
        PATIENCE,
        () ->
            house.plans().size() == 5
                && house.plans().stream().allMatch(p -> p.state().terminal()));
    assertThat(house.lamp.touched).hasValue(5);
    assertThat(house.lamp.mostAtOnce).hasValue(2);
  }

  @Test
  void while_too_few_others_are_healthy_nothing_is_touched() {
    guarded(
        List.of(), List.of(new BlastRadius("hall", List.of("lamp:a", "lamp:b", "lamp:c"), 0, 2)));
    house.lamp.on = true;
    house.lamp.dark.addAll(Set.of("a", "b"));
    open(lamp(Autonomy.AUTO));
    house.dark("a");
    Plan plan = next(1);
    Await.until(
        PATIENCE,
        () -> said("Not started yet", "blast-radius: only 1 others of group hall are healthy"));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.APPROVED);
    assertThat(house.lamp.touched).hasValue(0);
    house.lamp.dark.remove("b");
    house.clock.advance(Duration.ofSeconds(11));
    house.await(plan.id(), PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(1);
  }

  @Test
  void a_problem_that_comes_and_goes_is_asked_about_in_one_plan() {
    house.rules =
        house.rules.with(guards(List.of(), Rate.NONE, new Rate(3, HOUR), List.of(), List.of()));
    Playbook book = House.unwatched(lamp(Autonomy.AUTO));
    open(House.within(book, new Limits(Duration.ZERO, 0, Duration.ofHours(24), 0)));
    for (int i = 1; i <= 2; i++) {
      house.dark("hall");
      house.await(next(i).id(), PlanState.RESOLVED);
      house.engine.alerts().accept(new Signal.Resolved("test", "dark/hall", house.clock.instant()));
      house.clock.advance(Duration.ofMinutes(1));
    }
    house.lamp.on = false;
    int before = house.lamp.touched.get();
    for (int i = 0; i < 5; i++) {
      house.dark("hall");
      Plan plan = house.await(next(3).id(), PlanState.AWAITING_APPROVAL);
      assertThat(plan.draft().asksBecause()).startsWith("flapping: the problem came and went, 3");
      house.engine.alerts().accept(new Signal.Resolved("test", "dark/hall", house.clock.instant()));
      house.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(house.plans()).hasSize(3);
    assertThat(house.newest().state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(before);
  }

  @Test
  void a_world_that_drifted_cancels_and_shows_what_was_approved_and_what_is_now() {
    open(lamp(Autonomy.ASK));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.lamp.identity = "lamp-2";
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.CANCELLED);
    Await.until(
        PATIENCE,
        () ->
            said(
                "What changed since it was approved",
                "  switch on the lamp hall\n  - lamp-1\n  + lamp-2"));
    assertThat(house.lamp.touched).hasValue(0);
  }

  private static Playbook conditional(AtomicBoolean fact) {
    Condition when =
        new Condition() {
          @Override
          public boolean holds(Facts facts) {
            return fact.get();
          }
        };
    return Changed.from(lamp(Autonomy.ASK))
        .steps(new StepTemplate("lamp.on", f -> Map.of(), Optional.of(when), false))
        .done();
  }

  @Test
  void when_the_facts_changed_that_chose_a_step_it_is_not_run() {
    AtomicBoolean fact = new AtomicBoolean(true);
    open(conditional(fact));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    fact.set(false);
    house.approve(plan, "alice");
    Plan gone = house.await(plan.id(), PlanState.CANCELLED);
    assertThat(gone.note()).contains("the facts that it was made from changed");
    Await.until(
        PATIENCE, () -> said("What changed since it was approved", "- switch on the lamp hall"));
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void another_look_that_leads_to_the_same_steps_keeps_the_approval() {
    open(conditional(new AtomicBoolean(true)));
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.RESOLVED);
    assertThat(house.lamp.touched).hasValue(1);
  }
}
