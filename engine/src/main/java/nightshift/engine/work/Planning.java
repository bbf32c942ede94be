package nightshift.engine.work;

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
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Brakes;
import nightshift.engine.policy.Held;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up alerts that were written down: which playbook answers each, on what, and whether now is
 * the time.
 */
final class Planning {

  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  private static final int AT_ONCE = 8;

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Library> library;
  private final DrawingBoard board;
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();
  private final Semaphore seats = new Semaphore(AT_ONCE);

  Planning(
      Ledger ledger,
      InstantSource clock,
      Announcer announcer,
      Supplier<Library> library,
      DrawingBoard board) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.library = library;
    this.board = board;
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
      board.draw(lib, playbook, alert, target, null, null);
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
            return defer(
                tx,
                alert,
                now.plus(DrawingBoard.BUSY_TARGET),
                target + " has plan " + live.get().id());
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
}
