package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Pacer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes approved plans, checks once more that they are safe and that the world is still as
 * approved, claims them, and sends each on its {@link Journey}. At most {@code maxInFlight} at
 * once.
 */
final class Execution {

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Library> library;
  private final Journey journey;
  private final Departure departure;
  private final Batches batches;
  private final Pacer pacer;
  private final String owner;
  private final Bell bell;
  private final Set<PlanId> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  Execution(
      Parts parts, Journey journey, Departure departure, Batches batches, String owner, Bell bell) {
    this.batches = batches;
    this.ledger = parts.ledger();
    this.clock = parts.clock();
    this.announcer = parts.announcer();
    this.library = parts.library();
    this.pacer = parts.pacer();
    this.journey = journey;
    this.departure = departure;
    this.owner = owner;
    this.bell = bell;
  }

  /** What the services of execution share. */
  record Parts(
      Ledger ledger,
      InstantSource clock,
      Announcer announcer,
      Supplier<Library> library,
      Pacer pacer) {}

  /** Starts what is approved, as far as there is room and no pause. */
  void round() throws InterruptedException {
    if (stopping || paused()) {
      return;
    }
    for (Plan plan : approved()) {
      if (running.size() >= library.get().rules().maxInFlight()) {
        return;
      }
      if (!departure.early(library.get(), plan) && !batches.waits(plan) && running.add(plan.id())) {
        Thread.ofVirtual()
            .name("execute-" + plan.id())
            .start(() -> inHand(plan.id(), () -> begin(plan)));
      }
    }
  }

  /** The oldest first, and what people approved before what a playbook allowed. */
  private List<Plan> approved() {
    return ledger.read(v -> v.plans(PlanQuery.oldest(1_000, PlanState.APPROVED))).stream()
        .sorted(Comparator.comparing(p -> !p.draft().asks()))
        .toList();
  }

  private boolean paused() {
    Instant now = clock.instant();
    return ledger
        .read(LedgerView::pause)
        .filter(p -> p.until() == null || p.until().isAfter(now))
        .isPresent();
  }

  private interface Work {
    /** Whether something ended, so that others may start. */
    boolean run() throws InterruptedException;
  }

  private void inHand(PlanId id, Work work) {
    boolean moved = true;
    try {
      moved = work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Recovery finds the plan in the ledger and takes it up by what is written there.
      LOG.error("executing plan {}: {}", id, e.getMessage(), e);
    } finally {
      running.remove(id);
      if (moved) {
        bell.ring();
      }
    }
  }

  private boolean begin(Plan plan) throws InterruptedException {
    Library lib = library.get();
    Optional<Claim> claim = departure.depart(lib, plan);
    if (claim.isPresent()) {
      Plan claimed = ledger.read(v -> v.plan(plan.id())).orElseThrow();
      announcer.planChanged(claimed);
      journey.travel(lib, claimed, claim.get(), this::halted);
    }
    return claim.isPresent();
  }

  /** Whether no further step may start: waits while paused, and says true when stopping. */
  private boolean halted() {
    try {
      while (!stopping && paused()) {
        pacer.pause(Duration.ofMillis(500));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    return stopping;
  }

  /**
   * Takes up plans whose owner is gone.
   *
   * @param ownersAreDead true when no other process can be alive, because we hold the data lock
   */
  void recover(boolean ownersAreDead) {
    List<Plan> plans =
        ledger.read(v ->
            v.plans(
                PlanQuery.oldest(
                    500, PlanState.EXECUTING, PlanState.VERIFYING, PlanState.ROLLING_BACK)));
    for (Plan plan : plans) {
      if (!stopping && running.add(plan.id())) {
        Optional<Claim> claim = takeOver(plan, ownersAreDead);
        if (claim.isEmpty()) {
          running.remove(plan.id());
        } else {
          Thread.ofVirtual()
              .name("recover-" + plan.id())
              .start(() -> inHand(plan.id(), () -> again(plan.id(), claim.get())));
        }
      }
    }
  }

  private Optional<Claim> takeOver(Plan plan, boolean ownersAreDead) {
    Instant now = clock.instant();
    return ledger.write(tx -> {
      boolean ours = tx.claim(plan.id()).filter(c -> c.owner().equals(owner)).isPresent();
      return tx.takeOver(plan.id(), owner, now, now.plus(LEASE), ownersAreDead || ours);
    });
  }

  private boolean again(PlanId id, Claim claim) throws InterruptedException {
    LOG.info("taking plan {} up again", id);
    Plan plan = ledger.read(v -> v.plan(id)).orElseThrow();
    if (!plan.state().terminal()) {
      journey.resume(library.get(), plan, claim, this::halted);
    }
    return true;
  }

  /** Starts no further step, and waits for those that run, up to this long. */
  void stop(Duration patience) throws InterruptedException {
    stopping = true;
    Instant limit = clock.instant().plus(patience);
    while (!running.isEmpty() && clock.instant().isBefore(limit)) {
      pacer.pause(Duration.ofMillis(50));
    }
  }
}
