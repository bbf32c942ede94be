package nightshift.engine.work;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Attention;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.CardDebt;
import nightshift.engine.port.LedgerView.Errand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one platform up to date: cards to their newest state, however much was missed, and replies
 * in order per plan. What cannot be delivered stays owed in the ledger.
 */
final class Courier implements Loop.Round {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int BATCH = 100;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration COVERED = Duration.ofSeconds(10);
  private static final Duration FOR_GOOD = Duration.ofDays(3_650);

  private final Ledger ledger;
  private final InstantSource clock;
  private final ChatPlatform platform;
  private final Supplier<Attention> attention;
  private final Supplier<Optional<URI>> address;
  // Between the delivery and the note of it nobody stops us: where the card is would be forgotten.
  private final Semaphore hand = new Semaphore(1, true);

  /**
   * @param address where people reach the web room, once that is known
   */
  Courier(
      Ledger ledger,
      InstantSource clock,
      ChatPlatform platform,
      Supplier<Attention> attention,
      Supplier<Optional<URI>> address) {
    this.address = address;
    this.attention = attention;
    this.ledger = ledger;
    this.clock = clock;
    this.platform = platform;
  }

  /** Delivers all that is due. */
  @Override
  public void run() throws InterruptedException {
    boolean more = true;
    while (more) {
      int cards = cards();
      int replies = replies();
      more = cards == BATCH || replies > 0;
    }
  }

  @Override
  public void stop(Duration patience) throws InterruptedException {
    if (!hand.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("{} does not answer; what is being sent there may come twice", platform.name());
    }
  }

  private int cards() throws InterruptedException {
    var debts = ledger.read(v -> v.staleCards(platform.name(), clock.instant(), BATCH));
    for (CardDebt debt : debts) {
      hand.acquire();
      try {
        show(debt);
      } finally {
        hand.release();
      }
    }
    return debts.size();
  }

  private void show(CardDebt debt) throws InterruptedException {
    Plan plan = debt.plan();
    if (debt.existing() == null && Cards.covered(plan)) {
      leave(plan);
      return;
    }
    Card card = ledger.read(v -> card(v, plan));
    try {
      CardRef ref = debt.existing();
      if (ref == null) {
        ref = platform.post("plan-" + plan.id().number(), card);
      } else {
        platform.edit(ref, card);
      }
      CardRef shown = ref;
      ledger.write(tx -> {
        Instant begins = attention.get().begins(plan.draft().risk(), clock.instant());
        tx.cardShown(plan.id(), shown, plan.version(), begins);
        return true;
      });
    } catch (ChatException e) {
      LOG.warn("showing plan {} on {}: {}", plan.id(), platform.name(), e.getMessage());
      ledger.write(tx -> {
        if (e.kind() == ChatException.Kind.GONE) {
          tx.cardGone(plan.id(), platform.name());
        }
        tx.cardPostponed(
            plan.id(), platform.name(), again(e, debt.attempts()), String.valueOf(e.getMessage()));
        return true;
      });
    }
  }

  /** Shows no card now; what ended well is not looked at again. */
  private void leave(Plan plan) {
    Duration rest = plan.state().terminal() ? FOR_GOOD : COVERED;
    ledger.write(tx -> {
      tx.cardPostponed(
          plan.id(), platform.name(), clock.instant().plus(rest), "on the card of its batch");
      return true;
    });
  }

  private Card card(LedgerView view, Plan plan) {
    Card card = Cards.of(view, plan);
    boolean quiet =
        plan.state() == PlanState.AWAITING_APPROVAL
            && attention.get().silent(plan.draft().risk(), clock.instant());
    return quiet ? card.quietly() : card;
  }

  private int replies() throws InterruptedException {
    var errands = ledger.read(v -> v.dueErrands(platform.name(), clock.instant(), BATCH));
    int delivered = 0;
    for (Errand errand : errands) {
      hand.acquire();
      try {
        delivered += deliver(errand) ? 1 : 0;
      } finally {
        hand.release();
      }
    }
    return delivered;
  }

  private boolean deliver(Errand errand) throws InterruptedException {
    String key = "plan-" + errand.plan().number() + "-" + errand.key() + "-" + errand.version();
    try {
      Reply reply = address.get().map(errand.reply()::reachedAt).orElse(errand.reply());
      String ref = platform.reply(errand.card(), errand.existing(), key, reply);
      ledger.write(tx -> {
        tx.delivered(errand, ref, clock.instant());
        return true;
      });
      return true;
    } catch (ChatException e) {
      LOG.warn("replying under plan {} on {}: {}", errand.plan(), platform.name(), e.getMessage());
      ledger.write(tx -> {
        if (e.kind() == ChatException.Kind.GONE) {
          tx.cardGone(errand.plan(), platform.name());
        }
        tx.postpone(errand, again(e, errand.attempts()), String.valueOf(e.getMessage()));
        return true;
      });
      return false;
    }
  }

  private Instant again(ChatException e, int attempts) {
    long seconds = FIRST_WAIT.toSeconds() << Math.min(attempts, 12);
    Duration own = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
    Duration asked = e.retryAfter();
    return clock.instant().plus(asked.compareTo(own) > 0 ? asked : own);
  }
}
