package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Held;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;

/** Draws up one plan: looks, drafts, checks it against the rules in force, and writes it down. */
final class DrawingBoard {

  /**
   * How long an alert waits for what is in its way, such as a live plan of its target, before it is
   * looked at again.
   */
  static final Duration BUSY_TARGET = Duration.ofSeconds(15);

  // An engine or a host that starts again is back by then; after that, people should know.
  private static final Duration OUTAGE = Duration.ofMinutes(3);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Library> library;
  private final Bell execution;

  DrawingBoard(
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

  /**
   * Looks, drafts, checks and opens a plan.
   *
   * @param again the plan that this one tries again; null for a first try
   * @param initiator who asked; null when the alert did
   * @return the plan as it was opened; empty when the target has a live plan by now
   */
  Optional<Plan> draw(
      Library lib,
      Playbook playbook,
      Alert alert,
      Target target,
      @Nullable Plan again,
      @Nullable String initiator)
      throws InterruptedException {
    List<String> passedOver =
        again == null ? Choosing.choose(lib.playbooks(), alert).kept() : List.of();
    Diagnosis diagnosis =
        Looking.withCheck(Looking.diagnose(lib, playbook, alert, target), lib, playbook, target);
    Instant begun = clock.instant();
    Options options =
        ledger.read(v -> Options.of(v, playbook, target, again, begun, lib.learning().halfLife()));
    Drafting.Steps steps =
        new Drafting(lib.catalogue())
            .fromPlaybook(playbook, new Facts(alert, diagnosis), target, options, begun);
    Optional<Plan> opened =
        ledger.write(tx -> {
          Instant now = clock.instant();
          if (again == null && !tx.firing(alert.id())) {
            tx.planned(alert.id(), "cleared while it was being diagnosed", now);
            return Optional.empty();
          }
          if (again == null && steps.mayBeLater() && isFresh(alert, playbook, now)) {
            tx.defer(alert.id(), now.plus(BUSY_TARGET), String.join("; ", steps.unanswered()));
            return Optional.empty();
          }
          Playbook standing = Ladder.effective(tx, playbook, Drafts.risk(playbook, steps));
          Drafts.Brief brief =
              new Drafts.Brief(
                  lib.rules(),
                  standing,
                  alert,
                  target,
                  diagnosis,
                  again,
                  initiator,
                  lib.learning());
          Plan.Draft draft = Drafts.write(tx, brief, steps, now);
          Optional<Plan> plan = open(tx, lib, standing, draft, steps, now);
          plan.ifPresent(p -> notePassedOver(tx, p, passedOver, now));
          return plan;
        });
    opened.ifPresent(p -> {
      overtaken(lib);
      announce(p);
    });
    execution.ring();
    return opened;
  }

  private static boolean isFresh(Alert alert, Playbook playbook, Instant now) {
    return now.isBefore(alert.receivedAt().plus(playbook.persist()).plus(OUTAGE));
  }

  /** Ends what was drawn up by rules that were replaced while it was. */
  void overtaken(Library lib) {
    Tightening.overtaken(ledger, lib, library, clock).forEach(announcer::planChanged);
  }

  private static void notePassedOver(LedgerTx tx, Plan plan, List<String> passedOver, Instant now) {
    if (!passedOver.isEmpty()) {
      Map<String, String> facts = Map.of(Choosing.FACT, String.join("\n", passedOver));
      tx.note(plan.id(), Choosing.EVENT, "nightshift", facts, now);
    }
  }

  private void announce(Plan plan) {
    announcer.planChanged(plan);
    String because = plan.draft().asksBecause();
    if (plan.state() == PlanState.BLOCKED) {
      announcer.refused(plan.draft(), List.of(plan.note().split("; ")));
    } else if (Held.any(because)) {
      announcer.braked(because.substring(0, because.indexOf(':')), plan.draft().playbook().name());
    }
  }

  private Optional<Plan> open(
      LedgerTx tx,
      Library lib,
      Playbook playbook,
      Plan.Draft draft,
      Drafting.Steps steps,
      Instant now) {
    Optional<Plan> drafted = tx.open(draft, now);
    String alertId = draft.alertId();
    if (drafted.isEmpty()) {
      if (alertId != null && draft.initiator() == null) {
        tx.defer(alertId, now.plus(BUSY_TARGET), draft.target() + " has a plan");
      }
      return Optional.empty();
    }
    Plan plan = drafted.get();
    steps.manifests().forEach(tx::put);
    steps
        .draws()
        .forEach(d -> tx.note(plan.id(), "alternative-drawn", "nightshift", d.facts(), now));
    if (alertId != null) {
      tx.planned(alertId, "plan " + plan.id(), now);
    }
    PlanEvent first = Drafts.first(draft, playbook.autonomy(), lib, steps.refusals(), now);
    return tx.apply(plan, first, "nightshift");
  }
}
