package nightshift.engine.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Opinion;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.LedgerTx;

/** Writes down what a person who looked says of a fix, and learns from it. */
final class Feedback {

  private Feedback() {}

  static Receipt note(LedgerTx tx, PlanId id, boolean helped, String person, Instant now) {
    Plan plan = tx.plan(id).orElseThrow();
    Lesson known = tx.outcome(id).map(Observation::lesson).orElse(null);
    if (known == null || !Opinion.asked(plan, Cards.undo(tx, plan).isPresent(), known)) {
      return new Receipt(
          Verdict.CONFLICT, "Plan " + id + " has no fix to judge, or it was overturned.", plan);
    }
    String says = person + (helped ? ": it helped" : ": it did not help");
    tx.note(id, "feedback", person, Map.of("helped", String.valueOf(helped)), now);
    tx.say(id, "feedback-" + person, new Reply(Reply.Kind.NOTICE, says, "", List.of()), now);
    Opinion.lesson(known, helped, person, now).ifPresent(l -> Lessons.note(tx, plan, l));
    return new Receipt(Verdict.ACCEPTED, "Noted. Thank you.", tx.plan(id).orElseThrow());
  }
}
