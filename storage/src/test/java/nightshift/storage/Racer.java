package nightshift.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.port.Ledger;

/**
 * A process that wants every plan for itself. Arguments: file, owner, number of plans. Says {@code
 * ready}, waits for a byte, and says how many claims and permits it got.
 */
final class Racer {

  private static final int THREADS = 8;

  private Racer() {}

  public static void main(String[] args) throws Exception {
    int plans = Integer.parseInt(args[2]);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger claims = new AtomicInteger();
    AtomicInteger permits = new AtomicInteger();
    try (Ledger ledger = SqliteLedger.open(Path.of(args[0]), InstantSource.system())) {
      System.out.println("ready");
      System.in.read();
      try (var threads = Executors.newFixedThreadPool(THREADS)) {
        for (int t = 0; t < THREADS; t++) {
          threads.submit(() -> {
            for (int n = next.incrementAndGet(); n <= plans; n = next.incrementAndGet()) {
              race(ledger, new PlanId(n), args[1], claims, permits);
            }
          });
        }
      }
    }
    System.out.println(claims + " " + permits);
  }

  private static void race(
      Ledger ledger, PlanId plan, String owner, AtomicInteger claims, AtomicInteger permits) {
    Instant now = Instant.EPOCH.plusSeconds(1);
    Instant until = now.plusSeconds(60);
    Optional<Claim> won = ledger.write(tx -> tx.claim(plan, owner, now, until));
    won.ifPresent(_ -> claims.incrementAndGet());
    // Who lost tries all the same, as a process would that does not know it yet.
    Claim claim = won.orElse(new Claim(plan, owner, 1, until));
    StepKey step = new StepKey(plan, StepKey.Phase.EXECUTE, 1);
    if (ledger.write(tx -> tx.beginStep(claim, step, "", now)) == StepPermit.GRANTED) {
      permits.incrementAndGet();
    }
  }
}
