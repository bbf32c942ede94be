package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.Card;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said to have come of a plan, and when that is taken back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OutcomesTest {

  private final House house = new House();

  private void open(Rollback rollback, String... kinds) {
    house.with(House.playbook("lamp", Autonomy.ASK, rollback, kinds)).open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Plan ask(String lamp) {
    int before = house.plans().size();
    house.dark(lamp);
    Await.until(Duration.ofSeconds(20), () -> house.plans().size() > before);
    return house.await(PlanState.AWAITING_APPROVAL);
  }

  private Plan run(String lamp, PlanState end) {
    Plan plan = ask(lamp);
    house.approve(plan, "alice");
    return house.await(plan.id(), end);
  }

  private Outcome outcome(PlanId plan) {
    return house.ledger.read(v -> v.outcome(plan)).map(Observation::outcome).orElse(null);
  }

  private Card card(PlanId plan) {
    return house.room.cards().stream().filter(c -> c.plan().equals(plan)).findFirst().orElseThrow();
  }

  private void awaitOutcome(PlanId plan, Outcome wanted) {
    Await.until(Duration.ofSeconds(20), () -> outcome(plan) == wanted);
  }

  private void resolved(String lamp, Instant at) {
    house.engine.alerts().accept(new Signal.Resolved("test", "dark/" + lamp, at));
  }

  private Plan again(String lamp, Duration later) {
    house.clock.advance(later);
    house.lamp.on = false;
    return ask(lamp);
  }

  @Test
  void a_lamp_that_was_dark_and_is_lit_after_the_settle_time_is_fixed() {
    open(Rollback.ON_WORSE, "lamp.on");
    assertThat(outcome(run("hall", PlanState.RESOLVED).id())).isEqualTo(Outcome.FIXED);
  }

  @Test
  void what_clears_while_people_think_healed_by_itself() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan plan = ask("hall");
    house.clock.advance(Duration.ofMinutes(6));
    resolved("hall", house.clock.instant());
    house.await(plan.id(), PlanState.CANCELLED);
    assertThat(outcome(plan.id())).isEqualTo(Outcome.SELF_HEALED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void what_had_cleared_before_the_first_step_was_not_fixed_by_it() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan plan = ask("hall");
    Instant before = house.clock.instant();
    house.clock.advance(Duration.ofMinutes(1));
    house.lamp.mood = Mood.HANGS;
    house.approve(plan, "alice");
    house.await(plan.id(), PlanState.EXECUTING);
    resolved("hall", before);
    house.lamp.on = true;
    house.engine.close();
    house.open();
    Plan doubt = house.await(plan.id(), PlanState.IN_DOUBT);
    house.engine.inbox().settle(doubt.id(), true, House.voter("alice"), "1", "");
    awaitOutcome(plan.id(), Outcome.SELF_HEALED);
    Await.until(
        Duration.ofSeconds(20), () -> card(plan.id()).status().contains("cleared by itself"));
  }

  @Test
  void a_fix_that_leaves_it_dark_had_no_effect_put_back_or_not() {
    open(Rollback.ON_UNVERIFIED, "lamp.on");
    house.lamp.mood = Mood.DOES_NOTHING;
    assertThat(outcome(run("hall", PlanState.ROLLED_BACK).id())).isEqualTo(Outcome.NO_EFFECT);
  }

  @Test
  void a_lamp_that_was_lit_and_is_dark_afterwards_is_worse() {
    open(Rollback.NEVER, "lamp.on");
    house.lamp.on = true;
    house.lamp.mood = Mood.BREAKS;
    assertThat(outcome(run("hall", PlanState.FAILED).id())).isEqualTo(Outcome.WORSE);
  }

  @Test
  void what_was_put_back_because_it_was_worse_counts_as_worse() {
    open(Rollback.ON_WORSE, "lamp.on");
    house.lamp.on = true;
    house.lamp.mood = Mood.BREAKS;
    assertThat(outcome(run("hall", PlanState.ROLLED_BACK).id())).isEqualTo(Outcome.WORSE);
  }

  @Test
  void a_lamp_that_was_lit_all_the_time_proves_nothing() {
    open(Rollback.ON_WORSE, "lamp.on");
    house.lamp.on = true;
    assertThat(outcome(run("hall", PlanState.RESOLVED).id())).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void rejections_and_expiries_say_nothing_about_the_fix() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan rejected = ask("hall");
    house.reject(rejected, "alice", "not tonight");
    Plan expired = ask("attic");
    house.clock.advance(Duration.ofDays(2));
    house.await(expired.id(), PlanState.EXPIRED);
    assertThat(outcome(rejected.id())).isNull();
    assertThat(outcome(expired.id())).isNull();
  }

  @Test
  void a_relapse_within_the_watch_overturns_the_success_on_the_card_too() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan fixed = run("hall", PlanState.RESOLVED);
    resolved("hall", house.clock.instant());
    again("hall", Duration.ofMinutes(20));
    awaitOutcome(fixed.id(), Outcome.RELAPSED);
    Await.until(
        Duration.ofSeconds(20),
        () -> card(fixed.id()).status().startsWith("It came back: fired again after"));
    assertThat(card(fixed.id()).lead()).startsWith("Came back: ");
    assertThat(house.ledger.read(v -> v.thread(fixed.id())).stream().map(ThreadEntry::key))
        .contains("relapsed");
    assertThat(house.plan(fixed.id()).state()).isEqualTo(PlanState.RESOLVED);
  }

  @Test
  void a_relapse_is_seen_after_a_restart_and_stays_one_after_another() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan fixed = run("hall", PlanState.RESOLVED);
    house.restart();
    again("hall", Duration.ofMinutes(20));
    awaitOutcome(fixed.id(), Outcome.RELAPSED);
    house.restart();
    assertThat(outcome(fixed.id())).isEqualTo(Outcome.RELAPSED);
  }

  @Test
  void another_alert_that_leads_to_the_same_target_is_a_relapse_too() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan fixed = run("hall", PlanState.RESOLVED);
    house.clock.advance(Duration.ofMinutes(20));
    house.lamp.on = false;
    Alert first = house.ledger.read(v -> v.alert(fixed.draft().alertId())).orElseThrow();
    Instant now = house.clock.instant();
    house
        .engine
        .alerts()
        .accept(
            new Signal.Firing(
                new Alert(
                    "other",
                    "cellar",
                    "no light",
                    first.category(),
                    first.severity(),
                    first.title(),
                    "",
                    first.labels(),
                    first.details(),
                    now,
                    now)));
    awaitOutcome(fixed.id(), Outcome.RELAPSED);
  }

  @Test
  void after_the_watch_a_new_firing_is_a_new_problem() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan fixed = run("hall", PlanState.RESOLVED);
    again("hall", Duration.ofMinutes(61));
    assertThat(outcome(fixed.id())).isEqualTo(Outcome.FIXED);
  }

  @Test
  void what_began_before_the_fix_and_was_told_late_is_no_relapse() {
    open(Rollback.ON_WORSE, "lamp.on");
    Instant before = house.clock.instant();
    Plan fixed = run("hall", PlanState.RESOLVED);
    resolved("hall", house.clock.instant());
    house.clock.advance(Duration.ofMinutes(10));
    house.dark("hall", before.plusSeconds(1));
    Await.until(Duration.ofSeconds(20), () -> house.plans().size() == 2);
    assertThat(outcome(fixed.id())).isEqualTo(Outcome.FIXED);
  }

  @Test
  void an_alert_that_fires_on_through_the_whole_watch_was_not_fixed_for_sure() {
    open(Rollback.ON_WORSE, "lamp.on");
    Plan fixed = run("hall", PlanState.RESOLVED);
    Alert alert = house.ledger.read(v -> v.alert(fixed.draft().alertId())).orElseThrow();
    house.clock.advance(Duration.ofMinutes(50));
    Instant now = house.clock.instant();
    Alert repeat =
        new Alert(
            "again",
            alert.source(),
            alert.fingerprint(),
            alert.category(),
            alert.severity(),
            alert.title(),
            "",
            alert.labels(),
            alert.details(),
            alert.startsAt(),
            now);
    house.engine.alerts().accept(new Signal.Firing(repeat));
    house.clock.advance(Duration.ofMinutes(11));
    awaitOutcome(fixed.id(), Outcome.UNKNOWN);
  }
}
