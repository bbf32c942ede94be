package nightshift.engine.work;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import nightshift.engine.plan.Plan;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;

/** Writes down presses that changed nothing because the presser may not. */
final class Presses {

  private Presses() {}

  static void denied(
      LedgerTx tx, @Nullable Plan plan, Voter voter, String verb, String why, Instant now) {
    Map<String, String> facts = new TreeMap<>(voter.where());
    facts.put("platform", voter.platform());
    facts.put("subject", voter.subject());
    facts.put("name", voter.shownName());
    facts.put("verb", verb.toLowerCase(java.util.Locale.ROOT));
    facts.put("why", why);
    tx.note(plan == null ? null : plan.id(), "denied-press", voter.subject(), facts, now);
  }
}
