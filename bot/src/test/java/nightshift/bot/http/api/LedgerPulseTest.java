package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import nightshift.bot.action.disk.MemoryDisk;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.MemoryLedger;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.storage.SqliteLedger;
import org.junit.jupiter.api.Test;

/** What readiness says of a ledger that cannot be written. */
class LedgerPulseTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final AtomicInteger writes = new AtomicInteger();

  /** A ledger that can be read, and does this before each transaction. */
  private Ledger writing(Runnable first) {
    MemoryLedger real = new MemoryLedger();
    return new Ledger() {
      @Override
      public <T> T read(Function<LedgerView, T> query) {
        return real.read(query);
      }

      @Override
      public <T> T write(Function<LedgerTx, T> work) {
        writes.incrementAndGet();
        first.run();
        return real.write(work);
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  @Test
  void a_ledger_that_takes_transactions_is_well_and_gets_no_entries() {
    Ledger ledger = writing(() -> {});
    assertThat(new LedgerPulse(ledger, InstantSource.system(), LedgerPulse.PATIENCE).health())
        .isEqualTo(Health.OK);
    assertThat(writes).hasValue(1);
    assertThat(ledger.<Integer>read(v -> v.eventsAfter(0, 10).size())).isZero();
  }

  @Test
  void a_ledger_that_can_only_be_read_is_bad_and_says_what_to_check_but_not_where() {
    Ledger full =
        writing(() -> {
          throw new LedgerException("writing /secret: the disk is full", null);
        });
    Health health = new LedgerPulse(full, InstantSource.system(), LedgerPulse.PATIENCE).health();
    assertThat(health.ok()).isFalse();
    assertThat(health.detail()).contains("check free space").doesNotContain("secret");
  }

  @Test
  void a_stuck_ledger_is_bad_gathers_no_looks_and_recovers() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    Ledger ledger =
        writing(() -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    LedgerPulse pulse = new LedgerPulse(ledger, InstantSource.system(), SHORT);
    for (int i = 0; i < 3; i++) {
      assertThat(pulse.health().detail()).contains("writing takes longer");
    }
    assertThat(writes).hasValue(1);
    stuck.countDown();
    Await.until(Duration.ofSeconds(30), () -> pulse.health().ok());
  }

  @Test
  void readiness_stayed_green_while_the_disk_was_full() throws Exception {
    try (MemoryDisk disk = MemoryDisk.of("size=3m");
        Ledger ledger = SqliteLedger.open(disk.path.resolve("n.db"), InstantSource.system())) {
      LedgerPulse pulse = new LedgerPulse(ledger, InstantSource.system(), Duration.ofSeconds(20));
      assertThat(pulse.health()).isEqualTo(Health.OK);
      fill(disk.path.resolve("everything-else"));
      assertThat(pulse.health().ok()).isFalse();
      Files.delete(disk.path.resolve("everything-else"));
      assertThat(pulse.health()).isEqualTo(Health.OK);
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
