package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.LessonWords;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/**
 * The relapse watch: a fix that fires again within it was none. It is kept with the outcome in the
 * ledger, so that it goes on after a restart.
 */
final class Relapses {

  private static final int BATCH = 500;

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;

  Relapses(Ledger ledger, InstantSource clock, Announcer announcer) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
  }

  /** Overturns the fixes that this new firing shows to have failed: the same problem again. */
  static List<Plan> firedAgain(LedgerTx tx, Alert alert, Instant now) {
    return overturn(tx, tx.watched(alert.source(), alert.fingerprint()), alert, now);
  }

  /** Overturns the fixes of this playbook on this target, whoever says that it is bad again. */
  static List<Plan> badAgain(
      LedgerTx tx, String playbook, Target target, Alert alert, Instant now) {
    return overturn(tx, tx.watched(playbook, target), alert, now);
  }

  private static List<Plan> overturn(
      LedgerTx tx, List<Observation> watched, Alert alert, Instant now) {
    List<Plan> out = new ArrayList<>();
    for (Observation fix : watched) {
      Instant fixedAt = fix.lesson().at();
      Instant until = fix.lesson().watchUntil();
      boolean within = until != null && !alert.receivedAt().isAfter(until);
      // What began before the fix and was only told late is not a relapse.
      if (within && alert.startsAt().isAfter(fixedAt)) {
        Plan plan = tx.plan(fix.plan()).orElseThrow();
        String note = LessonWords.firedAgain(Duration.between(fixedAt, alert.startsAt()));
        Lesson lesson = new Lesson(Outcome.RELAPSED, note, null, now);
        tx.say(plan.id(), "relapsed", LessonWords.cameBack(plan, lesson), now);
        Lessons.note(tx, plan, lesson);
        out.add(tx.plan(plan.id()).orElseThrow());
      }
    }
    return out;
  }

  /** Closes the watches that ran out. */
  void round() {
    for (Observation fix : ledger.read(v -> v.watchesOver(clock.instant(), BATCH))) {
      ledger.write(tx -> over(tx, fix)).forEach(announcer::planChanged);
    }
  }

  private List<Plan> over(LedgerTx tx, Observation seen) {
    Instant now = clock.instant();
    // Read again: it may have been overturned since.
    Observation fix = tx.outcome(seen.plan()).filter(Observation::watched).orElse(null);
    if (fix == null) {
      return List.of();
    }
    Plan plan = tx.plan(fix.plan()).orElseThrow();
    if (stillFiring(tx, plan, fix)) {
      Lessons.note(tx, plan, new Lesson(Outcome.UNKNOWN, LessonWords.stillFiring(), null, now));
      return List.of(tx.plan(plan.id()).orElseThrow());
    }
    tx.confirmed(fix.plan(), now);
    return List.of();
  }

  /** Whether the source went on saying so in the second half of the watch. */
  private static boolean stillFiring(LedgerView view, Plan plan, Observation fix) {
    String alert = plan.draft().alertId();
    Instant until = fix.lesson().watchUntil();
    if (alert == null || until == null) {
      return false;
    }
    Instant half = fix.lesson().at().plus(Duration.between(fix.lesson().at(), until).dividedBy(2));
    return view.life(alert)
        .filter(life -> life.endedAt() == null && life.heardAt().isAfter(half))
        .isPresent();
  }
}
