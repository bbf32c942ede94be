package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.Template;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.RuleCase;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was allowed once, and is not any more when it would begin. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RefusedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ApprovalRule ADMIN =
      new ApprovalRule(
          List.of(new ApprovalRule.Group(1, List.of("admin"), List.of())),
          Duration.ofMinutes(30),
          null,
          false);

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static Playbook lamp(String hash, Autonomy autonomy) {
    Playbook p = House.playbook("lamp", autonomy, Rollback.ON_WORSE, "lamp.on");
    return Changed.from(p).hash(hash).done();
  }

  private Library library(Playbook playbook, HouseRules rules) {
    return new Library(
        List.of(playbook),
        new Catalogue(List.of(house.lamp.switchOn(house.risk), house.lamp.flash(house.risk))),
        new Probes(List.of(house.lamp.probe())),
        Map.of(),
        rules,
        house.learning);
  }

  @Test
  void an_approval_by_somebody_who_may_not_any_more_starts_nothing() {
    house.with(lamp("one", Autonomy.ASK)).open();
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.engine.inbox().pause(House.voter("alice"), "", null);
    house.approve(plan, "alice");
    house.people.put("alice", new Person("alice", Set.of("admin")));
    house.engine.reload(library(lamp("one", Autonomy.ASK), house.rules));
    house.engine.inbox().resume(House.voter("alice"));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.CANCELLED);
    assertThat(house.plan(plan.id()).note()).contains("may not approve it any more");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void an_approval_by_a_rule_that_is_gone_starts_nothing() {
    house.with(lamp("one", Autonomy.ASK)).open();
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    house.engine.inbox().pause(House.voter("alice"), "", null);
    house.approve(plan, "alice");
    house.engine.reload(library(lamp("one", Autonomy.ASK), house.rules.allowing(Risk.LOW, ADMIN)));
    house.engine.inbox().resume(House.voter("alice"));
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.CANCELLED);
    assertThat(house.lamp.touched).hasValue(0);
  }

  private Plan announced() {
    house.dark("hall");
    Plan plan = house.await(PlanState.AWAITING_APPROVAL);
    Await.until(PATIENCE, () -> house.plan(plan.id()).expiresAt() != null);
    return house.plan(plan.id());
  }

  private void expiresUntouched(Plan plan, String why) {
    house.clock.advance(Duration.ofMinutes(2));
    Await.until(PATIENCE, () -> house.plan(plan.id()).state().terminal());
    assertThat(house.plan(plan.id()).state()).isEqualTo(PlanState.EXPIRED);
    assertThat(house.plan(plan.id()).note()).contains(why);
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void a_countdown_whose_playbook_asks_by_now_does_not_run() {
    house.with(lamp("one", Autonomy.COUNTDOWN)).open();
    Plan plan = announced();
    house.engine.reload(library(lamp("two", Autonomy.ASK), house.rules));
    expiresUntouched(plan, "its playbook changed");
  }

  @Test
  void a_countdown_whose_playbook_is_in_the_shadow_by_now_does_not_run_after_a_restart() {
    house.with(lamp("one", Autonomy.COUNTDOWN)).open();
    Plan plan = announced();
    house.only(lamp("two", Autonomy.SHADOW)).restart();
    expiresUntouched(plan, "its playbook changed");
  }

  @Test
  void a_countdown_whose_risk_is_not_automatic_any_more_does_not_run() {
    house.risk = Risk.MEDIUM;
    HouseRules before = house.rules;
    house.rules = automaticUpTo(before, Risk.MEDIUM);
    house.with(lamp("one", Autonomy.COUNTDOWN)).open();
    Plan plan = announced();
    house.engine.reload(library(lamp("one", Autonomy.COUNTDOWN), before));
    expiresUntouched(plan, "medium risk is not automatic here any more");
  }

  private static HouseRules automaticUpTo(HouseRules r, Risk risk) {
    return new HouseRules(
        r.approval(),
        risk,
        r.maxInFlight(),
        r.maxAutomatic(),
        r.automaticWindow(),
        r.protectedTargets(),
        r.automaticOff(),
        r.guards());
  }

  @Test
  void a_countdown_of_a_playbook_that_lost_its_trust_meanwhile_does_not_run() {
    house.with(lamp("one", Autonomy.COUNTDOWN)).open();
    Plan plan = announced();
    house.ledger.write(tx -> {
      Standing s = tx.standing("lamp").orElseThrow();
      tx.stand(s.asking(house.clock.instant(), "it made something worse"));
      return true;
    });
    expiresUntouched(plan, "its playbook asks by now");
  }

  @Test
  void what_was_automatic_and_could_not_start_yet_does_not_start_when_its_playbook_asks_by_now() {
    house.with(lamp("one", Autonomy.AUTO)).open();
    house.lamp.mood = Mood.WAITS;
    HouseRules r = house.rules;
    house.engine.reload(
        library(
            lamp("one", Autonomy.AUTO),
            new HouseRules(
                r.approval(),
                Risk.LOW,
                1,
                100,
                r.automaticWindow(),
                r.protectedTargets(),
                "",
                r.guards())));
    house.dark("hall");
    house.await(PlanState.EXECUTING);
    house.dark("cellar");
    Await.until(PATIENCE, () -> house.plans().size() == 2);
    Plan waits = house.await(PlanState.APPROVED);
    house.engine.reload(library(lamp("two", Autonomy.ASK), house.rules));
    Await.until(PATIENCE, () -> house.plan(waits.id()).state().terminal());
    assertThat(house.plan(waits.id()).state()).isEqualTo(PlanState.BLOCKED);
    assertThat(house.plan(waits.id()).note()).contains("its playbook changed");
    assertThat(house.lamp.deeds).noneMatch(d -> d.contains(waits.id().toString()));
    house.lamp.gate.release();
  }

  @Test
  void an_undo_is_for_those_to_allow_who_may_allow_it_by_now() {
    house.with(lamp("one", Autonomy.ASK)).open();
    Plan plan = announced();
    house.approve(plan, "bob");
    house.await(plan.id(), PlanState.RESOLVED);
    house.engine.reload(library(lamp("one", Autonomy.ASK), house.rules.allowing(Risk.LOW, ADMIN)));
    Receipt asked = house.engine.inbox().undo(plan.id(), House.voter("bob"), "undo-1");
    Plan undo = asked.plan();
    assertThat(undo).isNotNull();
    assertThat(house.approve(undo, "carol").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(house.lamp.touched).hasValue(1);
    assertThat(house.approve(undo, "alice").verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  private static Guards deciding(RuleCase one) {
    Guards g = Guards.NONE;
    return new Guards(
        g.allowedTargets(),
        g.perPlaybook(),
        g.perHost(),
        g.storm(),
        g.flapping(),
        g.countdown(),
        g.freezes(),
        g.groups(),
        List.of(one),
        g.solo());
  }

  private static Playbook rising() {
    Playbook p = lamp("one", Autonomy.ASK);
    return Changed.from(p)
        .limits(new Limits(Duration.ZERO, 0, Duration.ofHours(24), 0))
        .autonomy(Autonomy.ASK, Autonomy.AUTO)
        .done();
  }

  @Test
  void who_may_not_approve_a_playbooks_plans_may_not_approve_that_it_asks_no_more() {
    RuleCase only =
        new RuleCase(
            Set.of(),
            List.of("lamp"),
            List.of(),
            new java.util.TreeMap<>(),
            Optional.empty(),
            ADMIN);
    house.rules = house.rules.with(deciding(only));
    house.with(rising()).open();
    for (int i = 0; i < 13; i++) {
      int before = house.plans().size();
      house.lamp.on = false;
      house.dark("lamp-" + i);
      Await.until(PATIENCE, () -> house.plans().size() > before);
      Plan plan = house.await(PlanState.AWAITING_APPROVAL);
      assertThat(house.approve(plan, "bob").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
      house.approve(plan, "alice");
      house.await(plan.id(), PlanState.RESOLVED);
    }
    house.clock.advance(Duration.ofHours(2));
    Await.until(
        PATIENCE,
        () -> house.ledger.read(v -> v.standing("lamp")).orElseThrow().heldSince() != null);
    house.clock.advance(Duration.ofHours(25));
    Await.until(PATIENCE, () -> house.newest().draft().target().kind().equals("playbook"));
    Plan proposal = house.await(PlanState.AWAITING_APPROVAL);
    assertThat(house.approve(proposal, "bob").verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    house.engine.reload(library(rising(), house.rules));
    assertThat(house.plan(proposal.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
  }

  private static Playbook service() {
    Playbook p = lamp("one", Autonomy.AUTO);
    return Changed.from(p)
        .target(Template.of(f -> "service:" + f.alert().details().get("lamp")))
        .done();
  }

  @ParameterizedTest
  @CsvSource({"db.service, service:db", "db, service:db.service", "db.service, service:d*"})
  void a_second_spelling_does_not_get_round_what_is_protected(String told, String list) {
    HouseRules r = house.rules;
    house.rules =
        new HouseRules(
            r.approval(),
            Risk.LOW,
            r.maxInFlight(),
            r.maxAutomatic(),
            r.automaticWindow(),
            List.of(list),
            "",
            r.guards());
    house.lamp.kind = "*";
    house.with(service()).open();
    house.dark(told);
    Plan plan = house.await(PlanState.BLOCKED);
    assertThat(plan.note()).contains("protected-target");
    assertThat(house.lamp.touched).hasValue(0);
  }

  @Test
  void two_spellings_of_one_service_make_one_plan() {
    house.lamp.kind = "*";
    house.lamp.mood = Mood.WAITS;
    house.with(service()).open();
    house.dark("db");
    house.await(PlanState.EXECUTING);
    Await.until(PATIENCE, () -> house.lamp.touched.get() == 1);
    house.dark("db.service");
    Await.until(
        PATIENCE,
        () ->
            house.ledger.read(v -> v.unplanned(10)).isEmpty()
                && house.ledger.read(v -> v.livePlan(Target.parse("service:db"))).isPresent());
    assertThat(house.plans()).hasSize(1);
    assertThat(house.lamp.touched).hasValue(1);
    house.lamp.gate.release(2);
  }
}
