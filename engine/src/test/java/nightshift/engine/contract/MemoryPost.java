package nightshift.engine.contract;

import java.time.Instant;
import java.time.InstantSource;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.MemoryState.CardKey;
import nightshift.engine.contract.MemoryState.CardRow;
import nightshift.engine.contract.MemoryState.ErrandKey;
import nightshift.engine.contract.MemoryState.ErrandRow;
import nightshift.engine.contract.MemoryState.ThreadKey;
import nightshift.engine.contract.MemoryState.ThreadRow;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerTx;

/** The writes of a {@link MemoryLedger} about cards and replies. */
abstract class MemoryPost extends MemoryView implements LedgerTx {

  MemoryPost(MemoryState s, InstantSource clock) {
    super(s, clock);
  }

  @Override
  public void platform(String name) {
    if (s.platforms.contains(name)) {
      return;
    }
    s.platforms.add(name);
    s.plans.values().stream()
        .filter(row -> !row.plan().state().terminal())
        .forEach(row -> s.cards.put(new CardKey(row.plan().id(), name), CardRow.NEVER));
  }

  @Override
  public void say(PlanId plan, String key, Reply reply, Instant at) {
    s.plan(plan);
    ThreadKey name = new ThreadKey(plan, key);
    ThreadRow former = s.thread.get(name);
    s.thread.put(name, new ThreadRow(reply, at, former == null ? 1 : former.version() + 1));
    s.cards.keySet().stream()
        .filter(c -> c.plan().equals(plan))
        .map(c -> new ErrandKey(c.platform(), plan, key))
        .forEach(k ->
            s.errands.putIfAbsent(
                k, new ErrandRow(s.errands.size() + 1L, 0, null, 0, Instant.MIN)));
  }

  @Override
  public void cardShown(PlanId plan, CardRef where, long version, Instant at) {
    Plan now = s.plan(plan).plan();
    s.cards.put(
        new CardKey(plan, where.platform()), new CardRow(where.ref(), version, 0, Instant.MIN));
    if (now.state() == PlanState.AWAITING_APPROVAL && now.expiresAt() == null) {
      Instant expires = at.plus(now.draft().approval().clock());
      s.bump(plan, p -> expiring(p, expires));
    }
  }

  private static Plan expiring(Plan p, Instant at) {
    return new Plan(
        p.id(),
        p.uid(),
        p.draft(),
        p.state(),
        p.version(),
        p.createdAt(),
        p.changedAt(),
        at,
        p.decision(),
        p.claimedAt(),
        p.note());
  }

  @Override
  public void cardChanged(PlanId plan) {
    s.bump(plan, p -> p);
  }

  @Override
  public void cardPostponed(PlanId plan, String platform, Instant until, String why) {
    s.cards.computeIfPresent(
        new CardKey(plan, platform),
        (_, c) -> new CardRow(c.ref(), c.shown(), c.attempts() + 1, until));
  }

  @Override
  public void cardGone(PlanId plan, String platform) {
    s.cards.computeIfPresent(new CardKey(plan, platform), (_, _) -> CardRow.NEVER);
    s.errands.replaceAll((k, e) ->
        k.platform().equals(platform) && k.plan().equals(plan)
            ? new ErrandRow(e.id(), e.delivered(), null, e.attempts(), e.notBefore())
            : e);
  }

  @Override
  public void delivered(Errand errand, String ref, Instant at) {
    s.errands.computeIfPresent(
        key(errand), (_, e) -> new ErrandRow(e.id(), errand.version(), ref, 0, Instant.MIN));
  }

  @Override
  public void postpone(Errand errand, Instant until, String why) {
    s.errands.computeIfPresent(
        key(errand),
        (_, e) -> new ErrandRow(e.id(), e.delivered(), e.ref(), e.attempts() + 1, until));
  }

  private static ErrandKey key(Errand e) {
    return new ErrandKey(e.platform(), e.plan(), e.key());
  }
}
