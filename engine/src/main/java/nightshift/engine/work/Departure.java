package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.card.Cancelling;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Held;
import nightshift.engine.policy.Safety;
import nightshift.engine.port.Ledger;

/**
 * The last look before an approved plan starts: allowed, safe, not held back, and the world still
 * as it was approved. Then the claim.
 */
final class Departure {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Drifting drifting;
  private final Holding holding;
  private final String owner;

  Departure(
      Ledger ledger,
      InstantSource clock,
      Announcer announcer,
      Drifting drifting,
      Holding holding,
      String owner) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.drifting = drifting;
    this.holding = holding;
    this.owner = owner;
  }

  /** Whether this plan must wait, by what the ledger and the clock alone say. */
  boolean early(Library lib, Plan plan) {
    Instant now = clock.instant();
    if (holding.rests(plan) || Cancelling.graceUntil(plan).filter(now::isBefore).isPresent()) {
      return true;
    }
    Guards guards = lib.rules().guards();
    if (guards.freezes().isEmpty() && guards.groups().isEmpty()) {
      return false;
    }
    Optional<Held> held = ledger.read(v -> Holding.byLedger(v, plan, guards, now));
    held.ifPresent(h -> holding.tell(plan, h));
    return held.isPresent();
  }

  /** The right to execute the plan; empty when it must not start, or not yet. */
  Optional<Claim> depart(Library lib, Plan plan) throws InterruptedException {
    return refused(lib, plan) || weak(lib, plan) || drifted(lib, plan)
        ? Optional.empty()
        : claim(lib, plan);
  }

  private boolean refused(Library lib, Plan plan) {
    List<String> refusals =
        new ArrayList<>(Safety.refusals(plan.draft(), lib.rules(), lib.learning()));
    refusals.addAll(ledger.read(v -> Warrant.refusals(v, plan, lib)));
    if (!refusals.isEmpty()) {
      move(plan, new PlanEvent.Blocked(clock.instant(), String.join("; ", refusals)));
      announcer.refused(plan.draft(), refusals);
    }
    return !refusals.isEmpty();
  }

  private boolean weak(Library lib, Plan plan) throws InterruptedException {
    Optional<Held> held = holding.byHealth(lib.probes(), plan, lib.rules().guards());
    held.ifPresent(h -> holding.tell(plan, h));
    return held.isPresent();
  }

  private boolean drifted(Library lib, Plan plan) throws InterruptedException {
    Instant now = clock.instant();
    Optional<Drifting.Drift> drift = drifting.drift(lib, plan, now);
    drift.ifPresent(d -> {
      String note = "the world is no longer as it was approved: " + d.why();
      String body = d.diff().isEmpty() ? d.why() : String.join("\n", d.diff());
      Reply reply =
          new Reply(Reply.Kind.NOTICE, "What changed since it was approved", body, List.of());
      ledger
          .write(tx -> {
            Optional<Plan> gone = tx.apply(plan, new PlanEvent.Cancelled(now, note), "nightshift");
            gone.ifPresent(p -> tx.say(p.id(), "drift", reply, now));
            return gone;
          })
          .ifPresent(announcer::planChanged);
    });
    return drift.isPresent();
  }

  /** The blast radius is looked at once more in the transaction of the claim: others start, too. */
  private Optional<Claim> claim(Library lib, Plan plan) {
    Instant now = clock.instant();
    return ledger.write(tx ->
        Holding.byLedger(tx, plan, lib.rules().guards(), now).isPresent()
            ? Optional.empty()
            : tx.claim(plan.id(), owner, now, now.plus(LEASE)));
  }

  private void move(Plan plan, PlanEvent event) {
    ledger.write(tx -> tx.apply(plan, event, "nightshift")).ifPresent(announcer::planChanged);
  }
}
