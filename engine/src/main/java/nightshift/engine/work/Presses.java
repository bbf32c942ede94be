package nightshift.engine.work;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import nightshift.engine.plan.Plan;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;

/** Writes down presses: those that changed nothing because the presser may not, and requests. */
final class Presses {

  private Presses() {}

  /** Who asked for something other than a decision, which has its vote; as authenticated. */
  static void asked(LedgerTx tx, @Nullable Plan plan, Voter voter, String verb, Instant now) {
    Map<String, String> facts = facts(voter, verb);
    tx.note(plan == null ? null : plan.id(), "press", voter.subject(), facts, now);
  }

  private static Map<String, String> facts(Voter voter, String verb) {
    Map<String, String> facts = new TreeMap<>(voter.where());
    facts.put("platform", voter.platform());
    facts.put("subject", voter.subject());
    facts.put("name", voter.shownName());
    facts.put("verb", verb.toLowerCase(java.util.Locale.ROOT));
    return facts;
  }

  static void denied(
      LedgerTx tx, @Nullable Plan plan, Voter voter, String verb, String why, Instant now) {
    Map<String, String> facts = facts(voter, verb);
    facts.put("why", why);
    tx.note(plan == null ? null : plan.id(), "denied-press", voter.subject(), facts, now);
  }
}
