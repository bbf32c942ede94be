package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Attention;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.jspecify.annotations.Nullable;

/** Ends plans that nobody answered, and calls people again before that. */
final class Expiry {

  /** A plan whose card never reached anybody waits this long at most. */
  static final Duration UNDELIVERED = Duration.ofHours(24);

  /** An approval that could not be used (paused, no room) is good for this long. */
  static final Duration STALE_APPROVAL = Duration.ofHours(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Attention> attention;
  private final Countdowns countdowns;

  Expiry(
      Ledger ledger,
      InstantSource clock,
      Announcer announcer,
      Supplier<Attention> attention,
      Countdowns countdowns) {
    this.countdowns = countdowns;
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.attention = attention;
  }

  void round() {
    PlanQuery waiting = PlanQuery.oldest(1_000, PlanState.AWAITING_APPROVAL, PlanState.APPROVED);
    for (Plan plan : ledger.read(v -> v.plans(waiting))) {
      Instant now = clock.instant();
      String over = over(plan, now);
      if (Countdowns.over(plan, now)) {
        countdowns.end(plan);
      } else if (over != null) {
        PlanEvent event = new PlanEvent.Expired(now, over);
        ledger
            .write(tx -> {
              Optional<Plan> gone = tx.apply(plan, event, Sentences.AUTOMATIC);
              gone.ifPresent(p -> Batch.expired(tx, p, now));
              return gone;
            })
            .ifPresent(announcer::planChanged);
      } else {
        call(plan, now);
      }
    }
  }

  private static @Nullable String over(Plan plan, Instant now) {
    if (plan.state() == PlanState.APPROVED) {
      return now.isBefore(plan.changedAt().plus(STALE_APPROVAL))
          ? null
          : "approved, but it could not start within an hour";
    }
    Instant expires = plan.expiresAt();
    if (expires != null && plan.draft().approval().countsDown()) {
      return null;
    }
    Instant limit = expires == null ? plan.createdAt().plus(UNDELIVERED) : expires;
    return now.isBefore(limit) ? null : Sentences.nobodyAnswered(plan.draft().approval());
  }

  private void call(Plan plan, Instant now) {
    List<Calls.Call> due = Calls.due(plan, attention.get(), now);
    boolean said =
        !due.isEmpty()
            && !ledger.read(v -> fresh(v, plan, due)).isEmpty()
            && ledger.write(tx -> {
              List<Calls.Call> fresh = fresh(tx, plan, due);
              fresh.forEach(c -> tx.say(plan.id(), c.key(), c.reply(), now));
              return !fresh.isEmpty();
            });
    if (said) {
      announcer.threadChanged(plan.id());
    }
  }

  private static List<Calls.Call> fresh(LedgerView view, Plan plan, List<Calls.Call> due) {
    Set<String> made =
        view.thread(plan.id()).stream().map(ThreadEntry::key).collect(Collectors.toSet());
    return due.stream().filter(c -> !made.contains(c.key())).toList();
  }
}
