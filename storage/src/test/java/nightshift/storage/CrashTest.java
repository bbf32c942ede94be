package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.StepRun;
import nightshift.engine.port.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies anywhere around its steps repeats none of them. */
final class CrashTest {

  @TempDir Path dir;

  @Test
  void wherever_the_process_dies_each_effect_happens_at_most_once() throws Exception {
    prepare();
    int points = fallAt(0);
    assertThat(points).isEqualTo(9 * 2 + 3);
    assertThat(Files.readAllLines(effects(0))).containsExactly("1-1", "1-2", "1-3");
    try (ExecutorService pairs = Executors.newFixedThreadPool(2)) {
      List<Future<?>> deaths = new ArrayList<>();
      for (int i = 1; i <= points; i++) {
        int fatal = i;
        deaths.add(
            pairs.submit(() -> {
              fallAt(fatal);
              recover(fatal);
              return null;
            }));
      }
      for (Future<?> death : deaths) {
        death.get();
      }
    }
  }

  /** A ledger whose plan #1 may be executed, to be copied for each death. */
  private void prepare() {
    try (Ledger ledger = SqliteLedger.open(dir.resolve("template.db"), InstantSource.system())) {
      ledger.write(tx -> {
        Plan plan = tx.open(Samples.draft("web"), Samples.T0).orElseThrow();
        PlanEvent go = new PlanEvent.Approved(Samples.T0, Samples.decision("nightshift"));
        return tx.apply(plan, go, "nightshift").orElseThrow();
      });
    }
  }

  private Path effects(int fatal) {
    return dir.resolve("effects-" + fatal);
  }

  private Path file(int fatal) {
    return dir.resolve("ledger-" + fatal + ".db");
  }

  /** Runs the plan in a process of its own that dies at that point; returns how many there are. */
  private int fallAt(int fatal) throws Exception {
    Files.copy(dir.resolve("template.db"), file(fatal));
    try (ChildJvm child = ChildJvm.start(Faller.class, file(fatal), effects(fatal), fatal)) {
      int points = fatal == 0 ? Integer.parseInt(child.line()) : 0;
      assertThat(child.exit()).as("death at point %d", fatal).isEqualTo(fatal == 0 ? 0 : 9);
      return points;
    }
  }

  private void recover(int fatal) throws Exception {
    try (Ledger ledger = SqliteLedger.open(file(fatal), InstantSource.system())) {
      List<String> before = happened(fatal);
      List<StepRun> permitted = ledger.read(v -> v.steps(new PlanId(1)));
      assertThat(before)
          .as("permits of point %d", fatal)
          .hasSizeLessThanOrEqualTo(permitted.size());
      new Faller(ledger, effects(fatal), 0).execute("second");
      assertThat(happened(fatal)).as("death at point %d", fatal).doesNotHaveDuplicates();
      assertThat(happened(fatal)).hasSizeGreaterThanOrEqualTo(2);
      assertThat(ledger.read(v -> v.steps(new PlanId(1))).size()).isEqualTo(3);
      assertThat(ledger.read(v -> v.verifyChain()).intact()).isTrue();
    }
  }

  private List<String> happened(int fatal) throws Exception {
    return Files.exists(effects(fatal)) ? Files.readAllLines(effects(fatal)) : List.of();
  }
}
