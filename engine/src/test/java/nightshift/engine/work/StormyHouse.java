package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import nightshift.engine.card.Card;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.AfterEach;

/** A house whose plans the storm brake holds, and that puts them on one card. */
abstract class StormyHouse {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final House house = new House();

  @AfterEach
  void close() {
    house.lamp.gate.release(10_000);
    house.close();
  }

  void open(Autonomy autonomy, int unasked) {
    house.rules = house.rules.with(House.stormAfter(unasked));
    // Switches wait at the gate, so that the clock stands still until the test moves it.
    house.lamp.mood = Mood.WAITS;
    house.with(House.playbook("lamp", autonomy, Rollback.ON_WORSE, "lamp.on")).open();
  }

  /** So many plans that the storm brake holds, behind one that ran unasked up to the gate. */
  Plan storm(int held) {
    open(Autonomy.AUTO, 1);
    house.dark("first");
    Await.until(PATIENCE, () -> house.lamp.underWay.get() == 1);
    for (int i = 0; i < held; i++) {
      house.dark("lamp-" + i);
    }
    Await.until(PATIENCE, () -> held().size() == held);
    return batch();
  }

  /** The newest batch, once its card is shown. */
  Plan batch() {
    int before = batches().size();
    house.clock.advance(Batches.QUIET);
    Await.until(PATIENCE, () -> batches().size() > before);
    Plan batch = batches().getFirst();
    Await.until(PATIENCE, () -> house.plan(batch.id()).expiresAt() != null);
    return house.plan(batch.id());
  }

  List<Plan> batches() {
    return house.plans().stream()
        .filter(p -> p.isBatch() && p.state() != PlanState.DRAFTED)
        .toList();
  }

  /** Every member of any batch, the oldest first. */
  List<Plan> held() {
    return house.plans().reversed().stream()
        .filter(p -> p.draft().asksBecause().startsWith("storm: ") && !p.isBatch())
        .filter(p -> p.state() != PlanState.DRAFTED)
        .toList();
  }

  List<PlanState> states() {
    return held().stream().map(Plan::state).distinct().toList();
  }

  List<Card> asking() {
    return house.room.cards().stream()
        .filter(c -> c.state() == PlanState.AWAITING_APPROVAL)
        .toList();
  }

  List<Vote> votes(Plan plan) {
    return house.ledger.read(v -> v.votes(plan.id(), 1));
  }

  void allEnd() {
    house.lamp.gate.release(10_000);
    Await.until(PATIENCE, () -> house.plans().stream().allMatch(p -> p.state().terminal()));
  }

  void ranOnceEach(int times) {
    assertThat(house.lamp.touched).hasValue(times);
    assertThat(new HashSet<>(house.lamp.deeds)).hasSize(times);
  }

  /** Two rounds of every loop are over: what was going to happen did. */
  static void settle() {
    long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
    Await.until(PATIENCE, () -> System.nanoTime() > until);
  }
}
