package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView.PlanQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one file, two thousand plans. */
final class ClaimRaceTest {

  private static final int PLANS = 2_000;
  @TempDir Path dir;

  @Test
  void two_processes_racing_for_two_thousand_plans_get_each_of_them_once() throws Exception {
    Path file = dir.resolve("ledger.db");
    try (Ledger ledger = SqliteLedger.open(file, InstantSource.system());
        ChildJvm one = ChildJvm.start(Racer.class, file, "one", PLANS);
        ChildJvm two = ChildJvm.start(Racer.class, file, "two", PLANS)) {
      ledger.write(this::approvedPlans);
      assertThat(one.line()).isEqualTo("ready");
      assertThat(two.line()).isEqualTo("ready");
      one.nudge();
      two.nudge();
      String[] first = one.line().split(" ");
      String[] second = two.line().split(" ");
      assertThat(sum(first[0], second[0])).as("claims").isEqualTo(PLANS);
      assertThat(sum(first[1], second[1])).as("permits").isEqualTo(PLANS);
      assertThat(one.exit()).isZero();
      assertThat(two.exit()).isZero();
      long executing = ledger.read(v -> v.count(PlanQuery.in(1, PlanState.EXECUTING)));
      assertThat(executing).isEqualTo(PLANS);
      assertThat(ledger.read(v -> v.verifyChain()).intact()).isTrue();
    }
  }

  private static int sum(String a, String b) {
    return Integer.parseInt(a) + Integer.parseInt(b);
  }

  private boolean approvedPlans(LedgerTx tx) {
    for (int i = 1; i <= PLANS; i++) {
      Plan plan = tx.open(Samples.draft("c" + i), Samples.T0).orElseThrow();
      PlanEvent approved = new PlanEvent.Approved(Samples.T0, Samples.decision("nightshift"));
      assertThat(tx.apply(plan, approved, "nightshift")).isPresent();
    }
    return true;
  }
}
