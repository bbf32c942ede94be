package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nightshift.engine.contract.Fuzz;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment, again and again, while plans decide themselves. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ChaosTest {

  private static final int DEATHS = 3;
  private static final Duration WHILE = Duration.ofSeconds(4);

  @TempDir private Path root;

  @Test
  void countdowns_over_many_deaths_run_once_and_never_what_was_cancelled() {
    Fuzz.each(
        1,
        5,
        (n, random) -> {
          Path folder = Files.createDirectory(root.resolve("countdown-" + n));
          killAndLetLive(folder, random, false);
          assertThat(check(folder)).hasSize(ChaosHouse.ALERTS);
        });
  }

  @Test
  void a_storm_answered_with_a_canary_over_many_deaths_runs_each_plan_once() {
    Fuzz.each(
        1,
        5,
        (n, random) -> {
          Path folder = Files.createDirectory(root.resolve("storm-" + n));
          killAndLetLive(folder, random, true);
          List<Plan> batches = check(folder).stream().filter(Plan::isBatch).toList();
          assertThat(batches).isNotEmpty();
          for (Plan batch : batches) {
            if (batch.state() == PlanState.RESOLVED) {
              canaryFirst(batch, lines(folder, "effects"));
            }
          }
        });
  }

  private static void killAndLetLive(Path folder, Random random, boolean storm) throws Exception {
    for (int i = 0; i < DEATHS; i++) {
      try (ChildJvm child = ChildJvm.start(ChaosHouse.class, folder, storm)) {
        child.line();
        awaitEffects(folder, random.nextInt(1, 9));
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(40)).toNanos());
      }
    }
    try (ChildJvm child = ChildJvm.start(ChaosHouse.class, folder, storm)) {
      assertThat(child.exit()).isZero();
    }
  }

  /** Until so many lines more are written, or until a while is over: dying idle is a death, too. */
  private static void awaitEffects(Path folder, int more) throws IOException {
    int wanted = lines(folder, "effects").size() + more;
    long limit = System.nanoTime() + WHILE.toNanos();
    while (lines(folder, "effects").size() < wanted && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static List<String> lines(Path folder, String file) throws IOException {
    return PrintedLines.of(folder.resolve(file));
  }

  private static List<Plan> check(Path folder) throws IOException {
    List<String> effects = lines(folder, "effects");
    assertThat(effects).isNotEmpty().doesNotHaveDuplicates();
    assertThat(lines(folder, "crowded")).isEmpty();
    try (Ledger ledger = SqliteLedger.open(folder.resolve("n.db"), InstantSource.system())) {
      assertThat(ledger.read(LedgerView::verifyChain).intact()).isTrue();
      for (String n : lines(folder, "told")) {
        PlanId told = new PlanId(Long.parseLong(n));
        assertThat(ledger.read(v -> v.plan(told)).orElseThrow().state())
            .as("plan %s, after the person was told that it is cancelled", n)
            // Whose countdown was over a moment before, and had not started, is cancelled.
            .isIn(PlanState.REJECTED, PlanState.CANCELLED);
      }
      List<Plan> plans = ChaosHouse.plans(ledger);
      plans.stream().filter(p -> !p.isBatch()).forEach(p -> one(ledger, p, effects));
      return plans;
    }
  }

  private static void one(Ledger ledger, Plan plan, List<String> effects) {
    String as = plan.id() + " " + plan.state() + " " + plan.note();
    List<String> done =
        effects.stream().filter(e -> e.contains(" " + plan.id().number() + "-")).toList();
    boolean settled =
        ledger.read(v -> v.events(plan.id())).stream().anyMatch(e -> e.type().equals("lost"));
    switch (plan.state()) {
      case RESOLVED -> assertThat(settled || done.size() == 4).as(as).isTrue();
      case REJECTED, CANCELLED -> assertThat(done).as(as).isEmpty();
      default -> throw new AssertionError(as);
    }
  }

  private static void canaryFirst(Plan batch, List<String> effects) {
    List<?> members = (List<?>) batch.draft().steps().getFirst().args().get("plans");
    int canary = effects.indexOf("end " + members.getFirst() + "-2");
    if (canary < 0) {
      // It died in the middle, and a person settled it before its batch had looked.
      return;
    }
    assertThat(members.stream().skip(1))
        .allSatisfy(m -> {
          int begun = effects.indexOf("begin " + m + "-1");
          assertThat(begun == -1 || begun > canary).as("%s before the canary", m).isTrue();
        });
  }
}
