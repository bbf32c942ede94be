package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Brakes;
import nightshift.engine.policy.Held;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From an alert that was written down to a plan that is written down. */
final class Planning {

  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  private static final int AT_ONCE = 8;
  private static final Duration BUSY_TARGET = Duration.ofSeconds(15);
  // An engine or a host that starts again is back by then; after that, people should know.
  private static final Duration OUTAGE = Duration.ofMinutes(3);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Library> library;
  private final Bell execution;
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();
  private final Semaphore seats = new Semaphore(AT_ONCE);

  Planning(
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

  /** Starts planning whatever is unplanned; returns when each is in somebody's hand. */
  void round() throws InterruptedException {
    for (Alert alert : ledger.read(v -> v.unplanned(200))) {
      if (inHand.add(alert.id())) {
        seats.acquire();
        Thread.ofVirtual().name("plan-" + alert.id()).start(() -> inHand(alert));
      }
    }
  }

  private void inHand(Alert alert) {
    try {
      plan(alert);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LedgerException e) {
      // Here and below the alert stays unplanned in the ledger, so the next round takes it up
      // again.
      LOG.error("planning for alert {} ({}): {}", alert.id(), alert.title(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("planning for alert {} ({}): {}", alert.id(), alert.title(), e.getMessage(), e);
    } finally {
      seats.release();
      inHand.remove(alert.id());
    }
  }

  private void plan(Alert alert) throws InterruptedException {
    Instant now = clock.instant();
    Library lib = library.get();
    Choosing.Choice choice = Choosing.choose(lib.playbooks(), alert);
    if (choice.chosen().isEmpty()) {
      dismiss(alert, Dismissals.NO_PLAYBOOK, String.join("; ", choice.passedOver()));
      return;
    }
    Playbook playbook = choice.chosen().get();
    Instant due = alert.startsAt().plus(playbook.persist());
    if (due.isAfter(now)) {
      String why = "it must have lasted " + Durations.shown(playbook.persist());
      ledger.write(tx -> hold(tx, alert, playbook, new Held(Brake.DEBOUNCE, why, due), now));
      announcer.braked(Brake.DEBOUNCE.word(), playbook.ref().name());
      return;
    }
    Target target;
    try {
      target = Target.parse(playbook.target().fill(new Facts(alert, null)));
    } catch (Condition.Unanswerable | IllegalArgumentException e) {
      dismiss(alert, Dismissals.NO_TARGET, playbook.ref().name() + ": " + e.getMessage());
      return;
    }
    if (!held(alert, playbook, target, now)) {
      draw(lib, playbook, alert, target, null, null);
    }
  }

  /** Whether a live plan or the cooldown holds this alert back for now. */
  private boolean held(Alert alert, Playbook playbook, Target target, Instant now) {
    String name = playbook.ref().name();
    List<Plan> overturned = new ArrayList<>();
    boolean held =
        ledger.write(tx -> {
          overturned.clear();
          overturned.addAll(Relapses.badAgain(tx, name, target, alert, now));
          Optional<Plan> live = tx.livePlan(target);
          if (live.isPresent()) {
            return defer(tx, alert, now.plus(BUSY_TARGET), target + " has plan " + live.get().id());
          }
          Optional<Plan> answer = Covering.answered(tx, name, target, alert);
          if (answer.isPresent()) {
            return planned(tx, alert, "covered by plan " + answer.get().id(), now);
          }
          List<Plan> recent = tx.claimedSince(name, target, now.minus(playbook.limits().longest()));
          return Brakes.coolingUntil(playbook.limits(), recent, now)
              .map(until -> cool(tx, alert, playbook, target, until, now))
              .orElse(false);
        });
    overturned.forEach(announcer::planChanged);
    return held;
  }

  private boolean cool(
      LedgerTx tx, Alert alert, Playbook playbook, Target target, Instant until, Instant now) {
    String why = playbook.ref().name() + " ran for " + target + " a short while ago";
    announcer.braked(Brake.COOLDOWN.word(), playbook.ref().name());
    return hold(tx, alert, playbook, new Held(Brake.COOLDOWN, why, until), now);
  }

  /** Leaves the alert for later, and writes down which brake did it. */
  private static boolean hold(LedgerTx tx, Alert alert, Playbook playbook, Held held, Instant now) {
    Map<String, String> facts =
        Map.of(
            "alert", alert.id(),
            "title", alert.title(),
            "brake", held.brake().word(),
            "playbook", playbook.ref().name(),
            "why", held.line());
    tx.note(null, "alert-held-back", "nightshift", facts, now);
    return defer(tx, alert, Objects.requireNonNull(held.until()), held.line());
  }

  private static boolean planned(LedgerTx tx, Alert alert, String outcome, Instant now) {
    tx.planned(alert.id(), outcome, now);
    return true;
  }

  private static boolean defer(LedgerTx tx, Alert alert, Instant until, String why) {
    tx.defer(alert.id(), until, why);
    return true;
  }

  private void dismiss(Alert alert, String outcome, String why) {
    Instant now = clock.instant();
    ledger.write(tx -> {
      tx.planned(alert.id(), outcome, now);
      Map<String, String> facts =
          Map.of("alert", alert.id(), "title", alert.title(), "why", Text.line(why, 2_000));
      tx.note(null, "alert-not-planned", "nightshift", facts, now);
      return true;
    });
    announcer.alertsChanged();
    LOG.info("alert {} ({}): {}: {}", alert.id(), alert.title(), outcome, Text.line(why, 500));
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
          if (again == null && steps.mayBeLater() && isFresh(alert, playbook, now)) {
            defer(tx, alert, now.plus(BUSY_TARGET), String.join("; ", steps.unanswered()));
            return Optional.empty();
          }
          if (again == null && !tx.firing(alert.id())) {
            tx.planned(alert.id(), "cleared while it was being diagnosed", now);
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
