package nightshift.bot.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Pacer;
import nightshift.engine.work.Engine;
import nightshift.storage.SqliteLedger;

/** A whole engine on a ledger of its own, whose one action does nothing but note the time. */
final class BenchWorld implements AutoCloseable {

  private final Ledger ledger;
  private final ChatPlatform room;
  private final Engine engine;
  private final Stopwatches stopwatches;
  private final InstantSource clock;

  /** The chat platform, on the ledger and for the people that there are. */
  interface Room {
    ChatPlatform on(Ledger ledger, Directory directory);
  }

  /**
   * @param database where its ledger is kept
   * @param approvals how many are wanted before a plan runs
   */
  BenchWorld(
      Path database,
      InstantSource clock,
      Pacer pacer,
      Stopwatches stopwatches,
      int approvals,
      Room room) {
    this.stopwatches = stopwatches;
    this.clock = clock;
    this.ledger = SqliteLedger.open(database, clock);
    Directory directory = new OnePerson();
    this.room = room.on(ledger, directory);
    this.engine =
        new Engine(
            new Engine.Parts(
                ledger,
                BenchLibrary.of(stopwatches, clock, approvals),
                directory,
                List.of(this.room),
                clock,
                pacer,
                true));
    engine.start();
  }

  Engine engine() {
    return engine;
  }

  Ledger ledger() {
    return ledger;
  }

  Stopwatches stopwatches() {
    return stopwatches;
  }

  /** Takes in an alert that a plan is drawn up for. */
  void alert(String target) {
    Instant now = clock.instant();
    LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    labels.put("target", target);
    engine
        .alerts()
        .accept(
            new Signal.Firing(
                new Alert(
                    UUID.randomUUID().toString(),
                    "bench",
                    target,
                    Category.AVAILABILITY,
                    Severity.LOW,
                    "Bench " + target,
                    "",
                    labels,
                    new LinkedHashMap<>(),
                    now,
                    now)));
  }

  /** The plan for this target, once it waits for somebody. */
  Plan waiting(String target) {
    PlanQuery query =
        new PlanQuery(
            List.of(PlanState.AWAITING_APPROVAL),
            null,
            BenchLibrary.KIND + ":" + target,
            null,
            null,
            1,
            0);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline) {
      List<Plan> plans = ledger.read(v -> v.plans(query));
      if (!plans.isEmpty()) {
        return plans.getFirst();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    throw new IllegalStateException("no plan for " + target + " within 30 s");
  }

  /** The one who approves. */
  static Voter voter() {
    return new Voter("api", OnePerson.NAME, OnePerson.NAME, Set.of(), Map.of());
  }

  @Override
  public void close() {
    engine.close();
    room.close();
    ledger.close();
  }
}
