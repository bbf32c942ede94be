package nightshift.engine.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the ledger, by subject. Lists are never null and are bounded by their {@code
 * limit}.
 */
public interface LedgerView extends PlansView, AlertsView, CardsView, EventsView, OutcomesView {

  /** Most rows that a list has. */
  int MOST = 1_000;

  /** Most rows of the two lists that reports are drawn up from. */
  int MOST_FACTS = 100_000;

  /** The text stored under its SHA-256. */
  Optional<String> blob(String sha256);

  /** The pause that is in force by the ledger's clock, if any. */
  Optional<Pause> pause();

  /** What was kept under this key. */
  Optional<String> kept(String key);

  /**
   * A filter over plans. Null means "any".
   *
   * @param states any of these; empty for all
   * @param text found in headline, title, target or playbook, case-insensitive
   * @param limit 1 to 1,000
   * @param oldestFirst for queues, where the newest would starve the oldest; else newest first
   */
  record PlanQuery(
      List<PlanState> states,
      @Nullable String playbook,
      @Nullable String target,
      @Nullable Instant since,
      @Nullable String text,
      int limit,
      int offset,
      boolean oldestFirst) {
    public PlanQuery {
      states = List.copyOf(states);
    }

    /** A filter whose plans come newest first. */
    public PlanQuery(
        List<PlanState> states,
        @Nullable String playbook,
        @Nullable String target,
        @Nullable Instant since,
        @Nullable String text,
        int limit,
        int offset) {
      this(states, playbook, target, since, text, limit, offset, false);
    }

    /** Plans in any of these states, oldest first. */
    public static PlanQuery oldest(int limit, PlanState... states) {
      return new PlanQuery(List.of(states), null, null, null, null, limit, 0, true);
    }

    /** Plans in any of these states, newest first. */
    public static PlanQuery in(int limit, PlanState... states) {
      return new PlanQuery(List.of(states), null, null, null, null, limit, 0);
    }
  }

  /**
   * One firing.
   *
   * @param heardAt when its source last said that it fires
   * @param endedAt when it ended; null while it fires
   * @param cleared whether its source said that it is over; false when a new firing replaced it
   */
  record AlertLife(Instant heardAt, @Nullable Instant endedAt, boolean cleared) {}

  /**
   * A firing that nothing was planned for.
   *
   * @param outcome why
   * @param at when that was noted
   */
  record Unanswered(Alert alert, String outcome, Instant at) {}

  /**
   * A message in the thread.
   *
   * @param key unique in the plan
   * @param at when it was last written
   */
  record ThreadEntry(PlanId plan, String key, Reply reply, Instant at) {}

  /**
   * A reply to deliver.
   *
   * @param id the outbox row
   * @param version of the entry; grows when the same key is written again
   * @param existing the platform's message to replace; null when there is none yet
   */
  record Errand(
      long id,
      String platform,
      PlanId plan,
      CardRef card,
      String key,
      long version,
      Reply reply,
      @Nullable String existing,
      int attempts) {}

  /**
   * A card that is behind.
   *
   * @param existing null when it was never posted
   */
  record CardDebt(Plan plan, @Nullable CardRef existing, int attempts) {}

  /**
   * One row of the event log.
   *
   * @param seq counts from 1 without gaps
   * @param plan null for events that are about no plan
   * @param type {@code approved}, {@code step-started}, {@code denied-press}, …
   * @param actor who: a person, {@code nightshift}, a source
   * @param payload canonical JSON
   * @param hash SHA-256 over the previous hash and every other column
   */
  record LedgerEvent(
      long seq,
      Instant at,
      @Nullable PlanId plan,
      String type,
      String actor,
      String payload,
      String hash) {}

  /**
   * @param firstBad the first sequence number that does not fit; null when all do
   * @param problem what is wrong with it; empty when nothing is
   */
  record ChainReport(long events, @Nullable Long firstBad, String problem) {
    /** Whether every event fits. */
    public boolean intact() {
      return firstBad == null;
    }
  }

  /**
   * A person stopped automatic and approved execution.
   *
   * @param until null for until resumed
   */
  record Pause(String by, String reason, Instant since, @Nullable Instant until) {}

  /**
   * @param averageConfidence percent
   */
  record StatRow(PlanState state, Risk risk, long count, double averageConfidence) {}
}
