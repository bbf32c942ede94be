package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Held;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;

/**
 * Lets announced plans run when their countdown is over and nobody cancelled. The clock is in the
 * ledger and begins when the first card is delivered, so that nothing runs that nobody could see.
 */
final class Countdowns {

  /** How such a decision is written down. */
  static final String WHERE = "countdown";

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Library> library;
  private final Bell execution;

  Countdowns(
      Ledger ledger,
      InstantSource clock,
      Announcer announcer,
      Supplier<Library> library,
      Bell execution) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.library = library;
    this.execution = execution;
  }

  /** Whether this plan's countdown is over at this time. */
  static boolean over(Plan plan, Instant now) {
    Instant deadline = plan.expiresAt();
    return plan.state() == PlanState.AWAITING_APPROVAL
        && plan.draft().approval().countsDown()
        && deadline != null
        && !now.isBefore(deadline);
  }

  /** Lets it run, or says which brake makes silence a no. */
  void end(Plan plan) {
    ledger.write(tx -> ended(tx, plan)).ifPresent(announcer::planChanged);
    execution.ring();
  }

  private Optional<Plan> ended(LedgerTx tx, Plan plan) {
    Instant now = clock.instant();
    return tx.apply(plan, event(tx, plan, now), Sentences.AUTOMATIC);
  }

  /** A brake that came in since makes silence a no again. */
  private PlanEvent event(LedgerTx tx, Plan plan, Instant now) {
    String time = Durations.shown(plan.draft().approval().terms().countdown());
    Library lib = library.get();
    Optional<String> no =
        Ladder.withdrawn(tx, lib, plan).or(() -> held(tx, lib, plan, now).map(Held::line));
    return no.<PlanEvent>map(
            why -> new PlanEvent.Expired(now, "nobody cancelled within " + time + ", but " + why))
        .orElseGet(() ->
            new PlanEvent.Approved(
                now,
                new Plan.Decision(
                    Sentences.AUTOMATIC, WHERE, now, "nobody cancelled within " + time)));
  }

  private static Optional<Held> held(LedgerTx tx, Library lib, Plan plan, Instant now) {
    return lib.playbook(plan.draft().playbook().name())
        .flatMap(
            p -> Outlook.held(tx, lib.rules(), p, plan.draft().target(), alert(tx, plan), now));
  }

  private static @Nullable Alert alert(LedgerTx tx, Plan plan) {
    String id = plan.draft().alertId();
    return id == null ? null : tx.alert(id).orElse(null);
  }
}
