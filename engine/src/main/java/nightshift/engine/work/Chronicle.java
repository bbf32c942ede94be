package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.ActionResult;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey.Phase;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.StepRun.Status;
import nightshift.engine.port.Ledger;
import org.jspecify.annotations.Nullable;

/** Writes down what happens to a plan under way, and tells people in its thread. */
final class Chronicle {

  private static final String GOOD_BEFORE = "good-before";
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;

  Chronicle(Ledger ledger, InstantSource clock, Announcer announcer) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
  }

  Instant now() {
    return clock.instant();
  }

  List<StepRun> runs(Plan plan) {
    return ledger.read(v -> v.steps(plan.id()));
  }

  /** How this step stands; null when it was never started. */
  @Nullable Status status(Plan plan, Phase phase, int index) {
    return runs(plan).stream()
        .filter(r -> r.key().phase() == phase && r.key().index() == index)
        .map(StepRun::status)
        .findFirst()
        .orElse(null);
  }

  /** Keeps, beyond a restart, that nothing was wrong before the first step. */
  void goodBefore(Plan plan) {
    ledger.write(tx -> {
      Map<String, String> facts = Map.of("measure", plan.draft().verify().shown());
      tx.note(plan.id(), GOOD_BEFORE, Sentences.AUTOMATIC, facts, now());
      return true;
    });
  }

  /** Whether nothing was wrong before the first step. */
  boolean wasGood(Plan plan) {
    return ledger.read(v -> v.events(plan.id())).stream()
        .anyMatch(e -> e.type().equals(GOOD_BEFORE));
  }

  void renew(Claim claim, Duration longest) {
    Instant until = now().plus(longest).plus(SLACK);
    ledger.write(tx -> tx.renew(claim, until));
  }

  void release(Claim claim) {
    ledger.write(tx -> {
      tx.release(claim);
      return true;
    });
  }

  Optional<Plan> move(Plan plan, PlanEvent event) {
    Optional<Plan> moved = ledger.write(tx -> tx.apply(plan, event, Sentences.AUTOMATIC));
    moved.ifPresent(announcer::planChanged);
    return moved;
  }

  /** The last event of a plan that ran: state, record and claim in one transaction. */
  void end(Plan plan, Claim claim, PlanEvent event, @Nullable Outcome outcome) {
    Optional<Plan> ended =
        ledger.write(tx -> {
          Optional<Plan> moved = tx.apply(plan, event, Sentences.AUTOMATIC);
          if (moved.isPresent()) {
            if (outcome != null && plan.draft().alertId() != null) {
              Lessons.afterRun(tx, moved.get(), outcome, event.at());
            }
            PlanId undone = plan.draft().parent();
            if (plan.isUndo() && undone != null && event instanceof PlanEvent.Verified) {
              // What people took back was no success, and no failure of the fix either.
              tx.learn(undone, new Lesson(Outcome.UNKNOWN, "people undid it", null, event.at()));
            }
            tx.release(claim);
          }
          return moved;
        });
    ended.ifPresent(announcer::planChanged);
  }

  /** Says that the same fix was needed again and again, where that is so. */
  void repeats(Plan plan, LearningRules rules) {
    if (ledger.write(tx -> Repeats.note(tx, plan, rules, now()))) {
      announcer.threadChanged(plan.id());
    }
  }

  /** A step that was started under another owner and never noted. */
  void unknownEnd(Claim claim, StepRun run) {
    if (run.status() == Status.RUNNING) {
      ActionResult result = new ActionResult(false, "not known whether it finished", "", null);
      ledger.write(tx -> {
        tx.endStep(claim, run.key(), Status.UNKNOWN, result, now());
        return true;
      });
    }
  }

  void progress(Plan plan) {
    say(plan, "progress", Reports.progress(plan, runs(plan)));
  }

  /** Takes the place of the progress, so that the thread says it once. */
  void result(Plan plan, Phase phase) {
    say(
        plan,
        phase == Phase.EXECUTE ? "progress" : "put-back",
        Reports.result(plan, runs(plan), phase));
  }

  void skipped(Plan plan, Step step, String why) {
    say(plan, "skipped-" + step.index(), Reports.skipped(step, why));
  }

  void measuring(Plan plan) {
    String title = Sentences.measuring(plan.draft().verify());
    say(plan, "verification", new Reply(Reply.Kind.PROGRESS, title, "", List.of()));
  }

  void verification(Plan plan, Judge judge, Judge.Verdict verdict) {
    say(plan, "verification", Reports.verification(plan, judge, verdict));
  }

  /** Tells people what is unknown, and what one look at the world shows. */
  void doubt(Plan plan, @Nullable Reading look) {
    say(plan, "doubt", Reports.doubt(plan, look));
  }

  private void say(Plan plan, String key, Reply reply) {
    ledger.write(tx -> {
      tx.say(plan.id(), key, reply, now());
      return true;
    });
    announcer.threadChanged(plan.id());
  }
}
