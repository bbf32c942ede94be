package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.StepRun;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at every call to the ledger and to the world: no effect twice, nothing lost. */
class EngineCrashTest {

  private static final int MOST_CALLS = 120;

  @TempDir private Path root;

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void whenever_the_process_dies_each_effect_happens_at_most_once_and_nothing_is_lost()
      throws Exception {
    AtomicInteger next = new AtomicInteger(1);
    AtomicInteger survived = new AtomicInteger();
    AtomicInteger died = new AtomicInteger();
    List<Future<Boolean>> workers = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Callable<Boolean> worker =
          () -> {
            while (survived.get() < 2 && next.get() <= MOST_CALLS) {
              (dieAt(next.getAndIncrement()) ? died : survived).incrementAndGet();
            }
            return true;
          };
      workers.add(two.submit(worker));
      workers.add(two.submit(worker));
    }
    for (Future<Boolean> w : workers) {
      w.get();
    }
    assertThat(died.get()).as("calls at which a process died").isBetween(25, MOST_CALLS);
  }

  private boolean dieAt(int call) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(root.resolve("at-" + call));
    int exit = child(folder, call);
    assertThat(exit).as("exit code when dying at call %d", call).isIn(0, CrashingHouse.DIED);
    Plan plan = CrashingHouse.run(folder, 0);
    check(folder, call, plan);
    return exit == CrashingHouse.DIED;
  }

  private static void check(Path folder, int call, Plan plan) throws IOException {
    List<String> effects = CrashingHouse.effects(folder);
    String what = "dying at call " + call + ": " + plan.state() + ", " + effects;
    assertThat(effects).as(what).doesNotHaveDuplicates();
    assertThat(plan.state()).as(what).isIn(PlanState.RESOLVED, PlanState.IN_DOUBT);
    try (Ledger ledger = SqliteLedger.open(folder.resolve("n.db"), InstantSource.system())) {
      assertThat(CrashingHouse.plans(ledger)).as(what).hasSize(1);
      LedgerView.ChainReport chain = ledger.read(LedgerView::verifyChain);
      assertThat(chain.intact()).as(what).isTrue();
      List<StepRun> runs = ledger.read(v -> v.steps(plan.id()));
      if (plan.state() == PlanState.RESOLVED) {
        assertThat(effects).as(what).containsExactly("1-1", "1-2", "1-3");
      } else {
        assertThat(runs).as(what).anyMatch(r -> r.status() == StepRun.Status.UNKNOWN);
        List<LedgerView.ThreadEntry> thread = ledger.read(v -> v.thread(plan.id()));
        assertThat(thread).as(what).anyMatch(e -> e.key().equals("doubt"));
      }
    }
  }

  private static int child(Path folder, int call) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingHouse.class.getName(),
                folder.toString(),
                String.valueOf(call))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return child.waitFor();
  }
}
