package nightshift.engine.work;

import java.time.Instant;
import java.util.List;
import nightshift.engine.card.LessonWords;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/** Notices that one fix repeats on one target, and says once that its cause is worth a look. */
final class Repeats {

  /** The key of what is said, in a thread. */
  static final String KEY = "cause";

  private Repeats() {}

  /**
   * Says so under this plan, if it is the one too many and nothing was said within the same time.
   *
   * @return whether it was said
   */
  static boolean note(LedgerTx tx, Plan plan, LearningRules rules, Instant now) {
    if (rules.repeats() == 0 || plan.draft().alertId() == null) {
      return false;
    }
    List<Plan> fixes =
        tx
            .claimedSince(
                plan.draft().playbook().name(),
                plan.draft().target(),
                now.minus(rules.repeatsWithin()))
            .stream()
            .filter(p -> fixed(tx, p))
            .toList();
    if (fixes.size() < rules.repeats() || fixes.stream().anyMatch(p -> said(tx, p))) {
      return false;
    }
    List<Instant> times = fixes.reversed().stream().map(Plan::createdAt).toList();
    tx.say(plan.id(), KEY, LessonWords.cause(plan, times, rules.repeatsWithin()), now);
    return true;
  }

  private static boolean fixed(LedgerView view, Plan plan) {
    return view.outcome(plan.id())
        .filter(o -> o.outcome() == Outcome.FIXED || o.outcome() == Outcome.RELAPSED)
        .isPresent();
  }

  private static boolean said(LedgerView view, Plan plan) {
    return view.thread(plan.id()).stream().anyMatch(e -> e.key().equals(KEY));
  }
}
