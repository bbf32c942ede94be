package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trust that is earned step by step, and lost at once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LadderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final House house = new House();
  private int lamps;

  @AfterEach
  void close() {
    house.close();
  }

  private static Playbook playbook(String hash, Autonomy start, Autonomy upTo) {
    Playbook p = House.playbook("lamp", start, Rollback.NEVER, "lamp.on");
    return Changed.from(p)
        .hash(hash)
        .limits(new Limits(Duration.ZERO, 0, Duration.ofHours(24), 0))
        .autonomy(start, upTo)
        .done();
  }

  private void open(Autonomy start, Autonomy upTo) {
    house.with(playbook("one", start, upTo)).open();
  }

  private Plan next() {
    int before = house.plans().size();
    house.lamp.on = false;
    house.dark("lamp-" + lamps++);
    Await.until(PATIENCE, () -> house.plans().size() > before);
    return house.newest();
  }

  private Plan run(PlanState end) {
    Plan plan = next();
    Await.until(PATIENCE, () -> house.plan(plan.id()).state() != PlanState.DRAFTED);
    if (house.plan(plan.id()).state() == PlanState.AWAITING_APPROVAL) {
      house.approve(plan, "alice");
    }
    return house.await(plan.id(), end);
  }

  /** So many fixes whose relapse watch is over. */
  private void fix(int times) {
    for (int i = 0; i < times; i++) {
      run(PlanState.RESOLVED);
    }
    house.clock.advance(Duration.ofHours(2));
    Await.until(PATIENCE, () -> seen().stream().noneMatch(Observation::watched));
  }

  private List<Observation> seen() {
    return house.ledger.read(v -> v.observations(new PlaybookRef("lamp", "one"), 100));
  }

  private Standing standing() {
    return house.ledger.read(v -> v.standing("lamp")).orElseThrow();
  }

  private List<Plan> proposals() {
    return house.plans().stream()
        .filter(p -> p.draft().target().kind().equals("playbook"))
        .toList();
  }

  private Plan proposal() {
    Await.until(PATIENCE, () -> standing().heldSince() != null);
    house.clock.advance(Duration.ofHours(25));
    Await.until(PATIENCE, () -> !proposals().isEmpty());
    return house.await(proposals().getFirst().id(), PlanState.AWAITING_APPROVAL);
  }

  private void promote() {
    fix(13);
    house.approve(proposal(), "alice");
    awaitRung(Autonomy.COUNTDOWN);
  }

  private void awaitRung(Autonomy rung) {
    Await.until(PATIENCE, () -> standing().rung() == rung);
  }

  /** Two rounds of every loop are over: what was going to be proposed is. */
  private void settle() {
    long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
    Await.until(PATIENCE, () -> System.nanoTime() > until);
  }

  @Test
  void thirteen_clean_fixes_and_two_looks_a_day_apart_make_a_proposal_that_people_approve() {
    open(Autonomy.ASK, Autonomy.AUTO);
    fix(13);
    Await.until(PATIENCE, () -> standing().heldSince() != null);
    assertThat(proposals()).isEmpty();
    Plan proposal = proposal();
    assertThat(proposal.draft().headline())
        .isEqualTo("Let playbook lamp go from ask to countdown for low risk");
    assertThat(proposal.draft().diagnosis().summary())
        .contains("for low risk worked 13 of 13 times", "needed are 80 %, and 5 outcomes");
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
    assertThat(house.approve(proposal, "eve").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
    assertThat(house.approve(proposal, "alice").verdict()).isEqualTo(Verdict.ACCEPTED);
    house.await(proposal.id(), PlanState.RESOLVED);
    assertThat(standing().rung()).isEqualTo(Autonomy.COUNTDOWN);
    house.restart();
    Plan unasked = run(PlanState.RESOLVED);
    assertThat(unasked.draft().asks()).isFalse();
    assertThat(unasked.draft().approval().countsDown()).isTrue();
  }

  @Test
  void the_last_rung_takes_five_outcomes_from_the_one_below() {
    open(Autonomy.ASK, Autonomy.AUTO);
    promote();
    fix(4);
    settle();
    assertThat(standing().heldSince()).isNull();
    fix(1);
    Await.until(PATIENCE, () -> standing().heldSince() != null);
    house.clock.advance(Duration.ofHours(25));
    Await.until(PATIENCE, () -> proposals().size() == 2);
    Plan last = house.await(proposals().getFirst().id(), PlanState.AWAITING_APPROVAL);
    house.approve(last, "alice");
    awaitRung(Autonomy.AUTO);
    Plan unasked = house.await(next().id(), PlanState.RESOLVED);
    assertThat(unasked.decision().by()).isEqualTo("nightshift");
  }

  @Test
  void twelve_are_not_enough() {
    open(Autonomy.ASK, Autonomy.AUTO);
    fix(12);
    settle();
    assertThat(standing().heldSince()).isNull();
  }

  @Test
  void a_file_that_says_ask_is_never_promoted() {
    open(Autonomy.ASK, Autonomy.ASK);
    fix(14);
    settle();
    assertThat(standing().heldSince()).isNull();
    assertThat(proposals()).isEmpty();
  }

  @Test
  void what_the_configuration_would_not_let_run_unasked_is_not_proposed() {
    house.risk = Risk.MEDIUM;
    open(Autonomy.ASK, Autonomy.AUTO);
    fix(28);
    settle();
    assertThat(standing().heldSince()).isNull();
  }

  @Test
  void a_rejected_proposal_is_not_made_again_for_a_week() {
    open(Autonomy.ASK, Autonomy.AUTO);
    fix(13);
    house.reject(proposal(), "bob", "not before the holidays");
    house.clock.advance(Duration.ofDays(5));
    settle();
    assertThat(proposals()).hasSize(1);
    house.clock.advance(Duration.ofDays(3));
    Await.until(PATIENCE, () -> proposals().size() == 2);
  }

  @Test
  void one_relapse_takes_trust_back_at_once_and_says_so_and_that_survives_a_restart() {
    open(Autonomy.ASK, Autonomy.AUTO);
    promote();
    Plan fixed = run(PlanState.RESOLVED);
    house.clock.advance(Duration.ofMinutes(10));
    lamps--;
    Plan again = next();
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
    assertThat(standing().why()).contains("a fix of it did not last");
    assertThat(again.draft().asksBecause()).contains("it asks again: a fix of it did not last");
    assertThat(house.ledger.read(v -> v.thread(fixed.id())).stream().map(ThreadEntry::key))
        .contains("demoted");
    int touched = house.lamp.touched.get();
    house.restart();
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
    assertThat(house.await(again.id(), PlanState.AWAITING_APPROVAL).draft().asks()).isTrue();
    assertThat(house.lamp.touched).hasValue(touched);
  }

  @Test
  void two_failures_in_a_row_take_trust_back_and_one_does_not() {
    open(Autonomy.AUTO, Autonomy.AUTO);
    house.lamp.mood = Mood.DOES_NOTHING;
    run(PlanState.FAILED);
    assertThat(standing().rung()).isEqualTo(Autonomy.AUTO);
    run(PlanState.FAILED);
    awaitRung(Autonomy.ASK);
    house.await(next().id(), PlanState.AWAITING_APPROVAL);
    assertThat(house.lamp.touched).hasValue(2);
  }

  @Test
  void one_that_made_it_worse_takes_trust_back() {
    open(Autonomy.AUTO, Autonomy.AUTO);
    house.lamp.mood = Mood.BREAKS;
    house.lamp.on = true;
    house.dark("hall");
    house.await(PlanState.FAILED);
    awaitRung(Autonomy.ASK);
    assertThat(standing().why()).startsWith("it made something worse (plan #1)");
  }

  @Test
  void a_changed_playbook_begins_anew_and_its_proposal_is_void() {
    open(Autonomy.ASK, Autonomy.AUTO);
    fix(13);
    Plan proposal = proposal();
    house.engine.close();
    house.only(playbook("two", Autonomy.ASK, Autonomy.AUTO)).open();
    assertThat(house.plan(proposal.id()).state()).isEqualTo(PlanState.CANCELLED);
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
    assertThat(house.approve(proposal, "alice").verdict()).isEqualTo(Verdict.CONFLICT);
  }

  @Test
  void a_promoted_playbook_that_changes_is_demoted_and_that_is_said() {
    open(Autonomy.ASK, Autonomy.AUTO);
    promote();
    house.engine.close();
    house.only(playbook("two", Autonomy.ASK, Autonomy.AUTO)).open();
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
    assertThat(standing().why()).isEqualTo("the playbook changed");
    Plan promotion = proposals().getFirst();
    List<ThreadEntry> thread = house.ledger.read(v -> v.thread(promotion.id()));
    assertThat(thread)
        .extracting(e -> e.reply().title())
        .contains("Playbook lamp asks from now on: the playbook changed");
    house.await(next().id(), PlanState.AWAITING_APPROVAL);
  }

  @Test
  void people_can_take_a_promotion_back() {
    open(Autonomy.ASK, Autonomy.AUTO);
    promote();
    Plan promotion = house.await(proposals().getFirst().id(), PlanState.RESOLVED);
    house.engine.inbox().undo(promotion.id(), House.voter("alice"), "undo-1");
    Plan undo = house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
    house.approve(undo, "alice");
    house.await(undo.id(), PlanState.RESOLVED);
    assertThat(standing().rung()).isEqualTo(Autonomy.ASK);
  }
}
