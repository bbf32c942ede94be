package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import nightshift.engine.card.Reply;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Freeze;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Held;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Probes;

/**
 * Holds approved plans back while a freeze or the blast radius of their group says so. They stay
 * approved, and the thread says what they wait for.
 */
final class Holding {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final String KEY = "held";

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Map<PlanId, Instant> notBefore = new ConcurrentHashMap<>();
  // Only spares looks into the thread, which is the truth.
  private final Map<PlanId, Held> told = new ConcurrentHashMap<>();

  Holding(Ledger ledger, InstantSource clock, Announcer announcer) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
  }

  /** What the ledger and the clock alone say against starting now. */
  static Optional<Held> byLedger(LedgerView view, Plan plan, Guards guards, Instant now) {
    Target target = plan.draft().target();
    return frozen(target, guards, now).or(() -> crowded(view, target, guards));
  }

  /** The freeze that holds even what people approved. */
  static Optional<Held> frozen(Target target, Guards guards, Instant now) {
    return Freeze.first(guards.freezes(), target, true, now);
  }

  /** The group of this target of which too many are under way. */
  static Optional<Held> crowded(LedgerView view, Target target, Guards guards) {
    List<BlastRadius> groups = guards.groups().stream().filter(g -> g.has(target)).toList();
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    List<Plan> underWay =
        view.plans(
            PlanQuery.oldest(
                1_000,
                PlanState.EXECUTING,
                PlanState.VERIFYING,
                PlanState.ROLLING_BACK,
                PlanState.IN_DOUBT));
    return groups.stream().flatMap(g -> crowded(g, underWay).stream()).findFirst();
  }

  private static Optional<Held> crowded(BlastRadius group, List<Plan> underWay) {
    List<Plan> own = underWay.stream().filter(p -> group.has(p.draft().target())).toList();
    List<PlanId> inDoubt =
        own.stream().filter(p -> p.state() == PlanState.IN_DOUBT).map(Plan::id).toList();
    return group.crowded(own.size(), inDoubt);
  }

  /** What a look at the others of its group says against starting now. */
  Optional<Held> byHealth(Probes probes, Plan plan, Guards guards) throws InterruptedException {
    Target target = plan.draft().target();
    Instant now = clock.instant();
    for (BlastRadius group : guards.groups()) {
      if (group.minHealthy() > 0 && group.has(target)) {
        long healthy = 0;
        for (String other : group.targets()) {
          healthy += !Target.parse(other).equals(target) && healthy(probes, plan, other) ? 1 : 0;
        }
        Optional<Held> weak = group.weak(healthy);
        if (weak.isPresent()) {
          notBefore.put(plan.id(), now.plus(BETWEEN_LOOKS));
          return weak;
        }
      }
    }
    notBefore.remove(plan.id());
    told.remove(plan.id());
    return Optional.empty();
  }

  /** What cannot be seen is not healthy. */
  private static boolean healthy(Probes probes, Plan plan, String other)
      throws InterruptedException {
    try {
      return plan.draft()
          .verify()
          .good(Looking.read(probes, plan.draft().verify().probe(), Target.parse(other)));
    } catch (ProbeException e) {
      return false;
    }
  }

  /** Whether it was looked at so lately that it need not be again. */
  boolean rests(Plan plan) {
    Instant until = notBefore.get(plan.id());
    return until != null && clock.instant().isBefore(until);
  }

  /** What holds this plan back, as it was told last; empty for a plan that nothing holds back. */
  static Optional<String> told(LedgerView view, Plan plan) {
    return plan.state() == PlanState.APPROVED ? said(view, plan.id()) : Optional.empty();
  }

  private static Optional<String> said(LedgerView view, PlanId plan) {
    return view.thread(plan).stream()
        .filter(e -> e.key().equals(KEY))
        .map(e -> e.reply().body())
        .findFirst();
  }

  /**
   * Says in the thread what the plan waits for, in one reply that changes when that does: a plan
   * that is under way now may be in doubt later. The log has it once per brake.
   */
  void tell(Plan plan, Held held) {
    if (held.equals(told.put(plan.id(), held))) {
      return;
    }
    Instant now = clock.instant();
    boolean braked =
        ledger.write(tx -> {
          Optional<String> before = said(tx, plan.id());
          if (before.filter(held.line()::equals).isEmpty()) {
            tx.say(
                plan.id(),
                KEY,
                new Reply(Reply.Kind.NOTICE, "Not started yet", held.line(), List.of()),
                now);
            tx.cardChanged(plan.id());
          }
          boolean known = before.filter(line -> Held.by(held.brake(), line)).isPresent();
          if (!known) {
            tx.note(plan.id(), "held-back", "nightshift", facts(plan, held), now);
          }
          return !known;
        });
    announcer.threadChanged(plan.id());
    if (braked) {
      announcer.braked(held.brake().word(), plan.draft().playbook().name());
    }
  }

  private static Map<String, String> facts(Plan plan, Held held) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("brake", held.brake().word());
    facts.put("why", held.line());
    facts.put("target", plan.draft().target().toString());
    return facts;
  }
}
