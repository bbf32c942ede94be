package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.Card;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Rate;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.LedgerView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brakes at work: each holds, says which it was, and is counted; and nothing was touched. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GuardsTest extends GuardedHouse {

  private static final Duration HOUR = Duration.ofHours(1);

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
    Await.until(PATIENCE, () -> counted.contains("breaker lamp"));
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
    Await.until(PATIENCE, () -> counted.contains("cooldown lamp"));
    assertThat(house.lamp.touched).hasValue(1);
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
  void a_plan_that_waits_for_one_in_doubt_said_that_it_goes_on_by_itself() {
    guarded(List.of(), List.of(new BlastRadius("hall", List.of("lamp:h*"), 1, 0)));
    house.lamp.mood = Mood.WAITS;
    open(lamp(Autonomy.AUTO));
    house.dark("h0");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 1);
    house.dark("h1");
    Await.until(PATIENCE, () -> said("Not started yet", "it goes on when one of them ends"));

    house.ledger.write(tx ->
        tx.apply(
            tx.plan(new PlanId(1)).orElseThrow(),
            new PlanEvent.Lost(house.clock.instant(), "its process is gone"),
            "nightshift"));

    String how = "plan #1 is in doubt and keeps its place: look how it ended";
    Await.until(PATIENCE, () -> said("Not started yet", how));
    Plan waits = house.plan(new PlanId(2));
    assertThat(waits.state()).isEqualTo(PlanState.APPROVED);
    assertThat(house.lamp.touched).hasValueLessThan(2);
    Card card = house.ledger.read(v -> Cards.of(v, waits));
    assertThat(card.status())
        .contains("Not started yet", how, "\"nightshift plan settle 1\"")
        .doesNotContain("Starting");
    // A card in a chat said "Starting." for as long as it waited.
    Await.until(
        PATIENCE, () -> house.room.cards().stream().anyMatch(c -> c.status().contains(how)));
    List<LedgerView.ThreadEntry> thread = house.ledger.read(v -> v.thread(waits.id()));
    assertThat(thread).filteredOn(e -> e.reply().title().equals("Not started yet")).hasSize(1);
    assertThat(house.events("held-back")).isEqualTo(1);

    house.lamp.gate.release(100);
    house.engine.inbox().settle(new PlanId(1), true, House.voter("alice"), "i", "it shines");
    house.await(waits.id(), PlanState.RESOLVED);
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
}
