package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;
import org.jspecify.annotations.Nullable;

/** Ends plans that nobody answered, and calls the next people before that. */
final class Expiry {

  /** A plan whose card never reached anybody waits this long at most. */
  static final Duration UNDELIVERED = Duration.ofHours(24);

  /** An approval that could not be used (paused, no room) is good for this long. */
  static final Duration STALE_APPROVAL = Duration.ofHours(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;

  Expiry(Ledger ledger, InstantSource clock, Announcer announcer) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
  }

  void round() {
    PlanQuery waiting = PlanQuery.oldest(1_000, PlanState.AWAITING_APPROVAL, PlanState.APPROVED);
    for (Plan plan : ledger.read(v -> v.plans(waiting))) {
      Instant now = clock.instant();
      String over = over(plan, now);
      if (over != null) {
        PlanEvent event = new PlanEvent.Expired(now, over);
        ledger
            .write(tx -> tx.apply(plan, event, Sentences.AUTOMATIC))
            .ifPresent(announcer::planChanged);
      } else {
        escalate(plan, now);
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
    Instant limit = expires == null ? plan.createdAt().plus(UNDELIVERED) : expires;
    return now.isBefore(limit) ? null : Sentences.nobodyAnswered(plan.draft().approval());
  }

  private void escalate(Plan plan, Instant now) {
    ApprovalRule rule = plan.draft().approval();
    ApprovalRule.Escalation to = rule.escalate();
    Instant expires = plan.expiresAt();
    if (to == null || expires == null || plan.state() != PlanState.AWAITING_APPROVAL) {
      return;
    }
    Instant shown = expires.minus(rule.expires());
    if (now.isBefore(shown.plus(to.after()))) {
      return;
    }
    Reply call =
        new Reply(
            Reply.Kind.NOTICE,
            "Nobody has answered yet",
            Sentences.headline(plan.draft().steps()),
            List.of(to.to()));
    boolean said =
        ledger.write(tx -> {
          boolean already =
              tx.thread(plan.id()).stream().anyMatch(e -> e.key().equals("escalation"));
          if (!already) {
            tx.say(plan.id(), "escalation", call, now);
          }
          return !already;
        });
    if (said) {
      announcer.threadChanged(plan.id());
    }
  }
}
