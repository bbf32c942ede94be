package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Held;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;

/** The hall: known already? Written down. Returns only when the signal is durable. */
final class Intake implements AlertInbox {

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Bell planning;

  Intake(Ledger ledger, InstantSource clock, Announcer announcer, Bell planning) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.planning = planning;
  }

  @Override
  public Admission accept(Signal signal) {
    return switch (signal) {
      case Signal.Firing f -> fire(f.alert());
      case Signal.Resolved r -> resolve(r);
    };
  }

  private Admission fire(Alert alert) {
    List<Plan> overturned = new ArrayList<>();
    LedgerTx.Admission admission =
        ledger.write(tx -> {
          overturned.clear();
          LedgerTx.Admission answer = tx.admit(alert);
          if (answer == LedgerTx.Admission.NEW) {
            overturned.addAll(Relapses.firedAgain(tx, alert, clock.instant()));
          }
          return answer;
        });
    if (admission == LedgerTx.Admission.REPEAT) {
      return Admission.REPEAT;
    }
    overturned.forEach(announcer::planChanged);
    planning.ring();
    return Admission.NEW;
  }

  private Admission resolve(Signal.Resolved signal) {
    List<Plan> moved = new ArrayList<>();
    List<String> closed =
        ledger.write(tx -> {
          moved.clear();
          List<String> ids = tx.resolve(signal);
          ids.forEach(id -> tx.plansFor(id).forEach(p -> cleared(tx, p, signal, moved)));
          return ids;
        });
    moved.forEach(announcer::planChanged);
    if (!closed.isEmpty()) {
      announcer.alertsChanged();
    }
    return closed.isEmpty() ? Admission.UNKNOWN : Admission.CLEARED;
  }

  private void cleared(LedgerTx tx, Plan plan, Signal.Resolved signal, List<Plan> moved) {
    Instant now = clock.instant();
    String note = Sentences.clearedByItself(plan.createdAt(), now);
    if (plan.state() == PlanState.AWAITING_APPROVAL
        && Held.by(Brake.FLAPPING, plan.draft().asksBecause())) {
      tx.say(
          plan.id(), "cleared", reply("The alert cleared for now; it has come back before"), now);
      moved.add(plan);
    } else if (plan.state() == PlanState.AWAITING_APPROVAL || plan.state() == PlanState.APPROVED) {
      tx.apply(plan, new PlanEvent.Cancelled(now, note), signal.source())
          .ifPresent(ended -> {
            moved.add(ended);
            Lessons.note(tx, ended, Lesson.of(Outcome.SELF_HEALED, now));
          });
    } else if (plan.state().begun()) {
      tx.say(plan.id(), "cleared", reply("The source says that the alert cleared"), now);
      moved.add(plan);
    }
  }

  private static Reply reply(String title) {
    return new Reply(Reply.Kind.NOTICE, title, "", List.of());
  }
}
