package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.LedgerView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The card of a storm on the real ledger, over a restart with the canary's word given. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StormOnDiskTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void a_batch_is_listed_approved_kept_over_a_restart_and_run_once_each() {
    try (House house = new House(clock -> SqliteLedger.open(dir.resolve("ledger.db"), clock))) {
      house.stormAfterOne();
      house.lamp.mood = Mood.WAITS;
      house.with(House.playbook("lamp", Autonomy.AUTO, Rollback.NEVER, "lamp.on")).open();
      for (int i = 0; i < 13; i++) {
        house.dark("lamp-" + i);
      }
      Await.until(PATIENCE, () -> waiting(house) == 12 && house.lamp.underWay.get() == 1);
      house.clock.advance(Duration.ofSeconds(5));
      Await.until(PATIENCE, () -> house.newest().isBatch());
      Plan batch = house.await(house.newest().id(), PlanState.AWAITING_APPROVAL);
      Await.until(PATIENCE, () -> house.plan(batch.id()).expiresAt() != null);
      house.lamp.gate.release(1);
      Await.until(PATIENCE, () -> house.plans().getLast().state().terminal());
      house.engine.inbox().pause(House.voter("alice"), "a moment", null);
      house.canary(batch, "alice");
      house.restart();
      assertThat(waiting(house)).isEqualTo(12);
      assertThat(house.lamp.touched).hasValue(1);
      house.engine.inbox().resume(House.voter("alice"));
      house.lamp.gate.release(100);
      Await.until(PATIENCE, () -> house.plans().stream().allMatch(p -> p.state().terminal()));
      assertThat(house.plans()).hasSize(14).allMatch(p -> p.state() == PlanState.RESOLVED);
      assertThat(house.lamp.touched).hasValue(13);
      assertThat(new HashSet<>(house.lamp.deeds)).hasSize(13);
      assertThat(house.room.cards()).hasSize(2);
      assertThat(house.ledger.read(LedgerView::verifyChain).intact()).isTrue();
    }
  }

  private static long waiting(House house) {
    return house.plans().stream()
        .filter(p -> p.state() == PlanState.AWAITING_APPROVAL && !p.isBatch())
        .count();
  }
}
