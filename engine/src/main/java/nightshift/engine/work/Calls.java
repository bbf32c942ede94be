package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Attention;

/** Whom an unanswered plan calls beyond its card, and when. Pure. */
final class Calls {

  /**
   * A call that is due.
   *
   * @param key each is made once per plan
   */
  record Call(String key, Reply reply) {}

  private Calls() {}

  /** Every call that is due by now, in the order in which they became due; made ones among them. */
  static List<Call> due(Plan plan, Attention policy, Instant now) {
    Instant expires = plan.expiresAt();
    if (plan.state() != PlanState.AWAITING_APPROVAL
        || expires == null
        || policy.silent(plan.draft().risk(), now)) {
      return List.of();
    }
    ApprovalRule rule = plan.draft().approval();
    Instant begun = expires.minus(rule.clock());
    if (now.isBefore(begun)) {
      return List.of();
    }
    return calls(plan, policy, begun, now);
  }

  private static List<Call> calls(Plan plan, Attention policy, Instant begun, Instant now) {
    ApprovalRule rule = plan.draft().approval();
    List<String> asked = rule.called();
    List<String> direct = policy.direct(plan.draft().risk());
    List<Call> out = new ArrayList<>();
    if (policy.silent(plan.draft().risk(), begun.minusMillis(1))) {
      out.add(call("quiet-over", Sentences.quietIsOver(), plan, now, asked, direct));
    } else if (!direct.isEmpty()) {
      out.add(call("direct", Sentences.calledDirectly(direct), plan, now, List.of(), direct));
    }
    Duration half = policy.remind() == null ? rule.expires().dividedBy(2) : policy.remind();
    if (!now.isBefore(begun.plus(half))) {
      out.add(call("reminder", Sentences.stillNobody(rule), plan, now, asked, direct));
    }
    ApprovalRule.Escalation to = rule.escalate();
    if (to != null && !now.isBefore(begun.plus(to.after()))) {
      out.add(call("escalation", Sentences.calledNext(to), plan, now, List.of(to.to()), direct));
    }
    return out;
  }

  private static Call call(
      String key, String body, Plan plan, Instant now, List<String> mention, List<String> direct) {
    String title = Sentences.waiting(plan, now);
    return new Call(key, new Reply(Reply.Kind.NOTICE, title, body, mention, direct));
  }
}
