package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.contract.House;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.policy.HouseRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trust that was earned with one risk is trust with that risk. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ReachTest {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final House house = new House();
  private int lamps;

  /** One playbook whose plans have low risk, and medium risk for big lamps. */
  @BeforeEach
  void open() {
    HouseRules r = house.rules;
    house.rules =
        new HouseRules(
            r.approval(), Risk.MEDIUM, 4, 100, r.automaticWindow(), List.of(), "", r.guards());
    house.flashing = Optional.of(Risk.MEDIUM);
    Playbook p = House.playbook("lamp", Autonomy.ASK, Rollback.NEVER);
    StepTemplate on = new StepTemplate("lamp.on", _ -> Map.of(), Optional.empty(), false);
    StepTemplate flash =
        new StepTemplate("lamp.flash", _ -> Map.of(), Optional.of(ReachTest::big), false);
    Playbook steps =
        House.within(
            Changed.from(p).steps(on, flash).done(),
            new Limits(Duration.ZERO, 0, Duration.ofHours(24), 0));
    house.with(rising(steps)).open();
  }

  private static boolean big(nightshift.engine.playbook.Facts facts) {
    return String.valueOf(facts.alert().details().get("lamp")).startsWith("big");
  }

  private static Playbook rising(Playbook p) {
    return Changed.from(p).autonomy(Autonomy.ASK, Autonomy.COUNTDOWN).done();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Plan next(String size) {
    int before = house.plans().size();
    house.lamp.on = false;
    house.dark(size + "-" + lamps++);
    Await.until(PATIENCE, () -> house.plans().size() > before);
    return house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
  }

  /** So many fixes that people approved, and whose relapse watch is over. */
  private void fix(int times, String size) {
    for (int i = 0; i < times; i++) {
      Plan plan = next(size);
      house.approve(plan, "alice");
      house.await(plan.id(), PlanState.RESOLVED);
    }
    house.clock.advance(Duration.ofHours(2));
    Await.until(PATIENCE, () -> seen().stream().noneMatch(Observation::watched));
  }

  private List<Observation> seen() {
    return house.ledger.read(v -> v.observations(standing().playbook(), 100));
  }

  private Standing standing() {
    return house.ledger.read(v -> v.standing("lamp")).orElseThrow();
  }

  private Plan promoted(Risk risk) {
    Await.until(PATIENCE, () -> standing().heldSince() != null && standing().heldFor() == risk);
    house.clock.advance(Duration.ofHours(25));
    Await.until(PATIENCE, () -> house.newest().draft().target().kind().equals("playbook"));
    Plan proposal = house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
    house.approve(proposal, "alice");
    return house.await(proposal.id(), PlanState.RESOLVED);
  }

  private void stand(Autonomy rung, Risk reach) {
    house.ledger.write(tx -> {
      tx.stand(standing().at(rung, reach, house.clock.instant(), "people allowed it"));
      return true;
    });
  }

  private Plan announced(String size) {
    Plan plan = next(size);
    Await.until(PATIENCE, () -> house.plan(plan.id()).expiresAt() != null);
    return house.plan(plan.id());
  }

  @Test
  void a_rung_earned_with_low_risk_ran_medium_risk_unasked_too() {
    fix(13, "small");
    Plan proposal = promoted(Risk.LOW);
    assertThat(proposal.draft().headline())
        .isEqualTo("Let playbook lamp go from ask to countdown for low risk");
    assertThat(proposal.draft().risk()).isEqualTo(Risk.LOW);
    assertThat(standing().rung()).isEqualTo(Autonomy.COUNTDOWN);
    int touched = house.lamp.touched.get();

    Plan big = next("big");
    assertThat(big.draft().risk()).isEqualTo(Risk.MEDIUM);
    assertThat(big.draft().asks()).isTrue();
    assertThat(big.draft().approval().countsDown()).isFalse();
    assertThat(big.draft().asksBecause())
        .isEqualTo("its playbook may run up to low risk unasked, and this is medium risk");

    Plan small = announced("small");
    assertThat(small.draft().asks()).isFalse();
    house.clock.advance(Duration.ofMinutes(2));
    house.await(small.id(), PlanState.RESOLVED);
    house.clock.advance(Duration.ofHours(3));
    house.await(big.id(), PlanState.EXPIRED);
    assertThat(house.lamp.touched).hasValue(touched + 1);
    assertThat(house.lamp.deeds).noneMatch(d -> d.contains(big.id().toString()));
  }

  @Test
  void what_was_earned_with_medium_risk_is_proposed_beside_what_was_earned_before() {
    stand(Autonomy.COUNTDOWN, Risk.LOW);
    fix(27, "big");
    assertThat(standing().heldSince()).isNull();
    fix(1, "big");
    Plan proposal = promoted(Risk.MEDIUM);
    assertThat(proposal.draft().headline())
        .isEqualTo("Let playbook lamp go from low to medium risk on countdown");
    assertThat(proposal.draft().risk()).isEqualTo(Risk.MEDIUM);
    assertThat(proposal.draft().diagnosis().summary())
        .contains("for medium risk worked 28 of 28 times", "needed are 90 %");
    assertThat(standing().reach()).isEqualTo(Risk.MEDIUM);
    Plan big = announced("big");
    assertThat(big.draft().asks()).isFalse();
    house.clock.advance(Duration.ofMinutes(2));
    house.await(big.id(), PlanState.RESOLVED);

    house.engine.inbox().undo(proposal.id(), House.voter("alice"), "undo-1");
    Plan undo = house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
    assertThat(undo.draft().headline())
        .isEqualTo("Let playbook lamp go back to countdown for low risk");
    house.approve(undo, "alice");
    house.await(undo.id(), PlanState.RESOLVED);
    assertThat(standing().rung()).isEqualTo(Autonomy.COUNTDOWN);
    assertThat(standing().reach()).isEqualTo(Risk.LOW);
    assertThat(next("big").draft().asks()).isTrue();
  }

  @Test
  void a_countdown_of_medium_risk_does_not_end_in_a_run_once_only_low_risk_is_allowed() {
    stand(Autonomy.COUNTDOWN, Risk.MEDIUM);
    Plan big = announced("big");
    assertThat(big.draft().asks()).isFalse();
    stand(Autonomy.COUNTDOWN, Risk.LOW);
    house.clock.advance(Duration.ofMinutes(2));
    Plan over = house.await(big.id(), PlanState.EXPIRED);
    assertThat(over.note())
        .contains("its playbook may run up to low risk unasked, and this is medium risk");
    assertThat(house.lamp.touched).hasValue(0);
  }
}
