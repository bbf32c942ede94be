package nightshift.engine.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.Wait;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.Unasked;
import nightshift.engine.policy.Vote;
import org.jspecify.annotations.Nullable;

/** What can be asked of the ledger. Lists are never null and are bounded by their {@code limit}. */
public interface LedgerView {

  /** Most rows that a list has. */
  int MOST = 1_000;

  /** Most rows of the two lists that reports are drawn up from. */
  int MOST_FACTS = 100_000;

  /** The plan of this number. */
  Optional<Plan> plan(PlanId id);

  /** The plan of this full id. */
  Optional<Plan> planByUid(String uid);

  /** Plans by filter, in the order that it asks for. */
  List<Plan> plans(PlanQuery query);

  /** How many plans the filter has, regardless of limit and offset. */
  long count(PlanQuery query);

  /** The plan that is not terminal for this target; there is at most one. */
  Optional<Plan> livePlan(Target target);

  /** Plans that name this one as their parent (undo, try again), oldest first. */
  List<Plan> children(PlanId parent);

  /** Plans that answer this alert, oldest first. */
  List<Plan> plansFor(String alertId);

  /**
   * Plans of this playbook name and target that were claimed at or after {@code since}, newest
   * first.
   */
  List<Plan> claimedSince(String playbook, Target target, Instant since);

  /**
   * Plans that were allowed without asking at or after {@code since}, the newest first: those that
   * ran, and those that are about to. At most 1,000.
   */
  List<Unasked> unasked(Instant since);

  /** How often this problem was admitted as firing at or after {@code since}. */
  long firings(String source, String fingerprint, Instant since);

  /** The alert of this id. */
  Optional<Alert> alert(String id);

  /**
   * Alerts admitted, still firing, not yet planned or dismissed, and not deferred beyond the time
   * that the ledger's clock shows; oldest first.
   */
  List<Alert> unplanned(int limit);

  /** Whether this alert's firing is still open (no resolved has come). */
  boolean firing(String alertId);

  /**
   * Alerts still firing that were dismissed with one of these outcomes ({@link LedgerTx#planned}),
   * the newest dismissal first.
   */
  List<Unanswered> unanswered(Collection<String> outcomes, int limit);

  /** Votes on this revision, in order. */
  List<Vote> votes(PlanId plan, int revision);

  /** Steps started, in order of their start. */
  List<StepRun> steps(PlanId plan);

  /** Who holds, or last held, the claim; the lease of a claim given back has lapsed. */
  Optional<Claim> claim(PlanId plan);

  /** The text stored under its SHA-256. */
  Optional<String> blob(String sha256);

  /** The thread under a plan's card, in order. */
  List<ThreadEntry> thread(PlanId plan);

  /**
   * Replies to deliver on this platform, due at {@code now}, in order per plan: only the first of
   * each plan, and only where the plan's card is posted.
   */
  List<Errand> dueErrands(String platform, Instant now, int limit);

  /**
   * Plans whose card on this platform shows an older version than the plan has, due at {@code now},
   * by number. Owed are plans opened since the platform was registered, and those live at that
   * time.
   */
  List<CardDebt> staleCards(String platform, Instant now, int limit);

  /** Where the plan's card is on each platform. */
  List<CardRef> cards(PlanId plan);

  /** Which plan's card is in this place; empty for any message that is no card of ours, or was. */
  Optional<PlanId> cardAt(CardRef where);

  /** The events of one plan, oldest first. */
  List<LedgerEvent> events(PlanId plan);

  /** Events after this sequence number, oldest first. */
  List<LedgerEvent> eventsAfter(long seq, int limit);

  /** Recomputes every hash of the event log. */
  ChainReport verifyChain();

  /** The pause that is in force by the ledger's clock, if any. */
  Optional<Pause> pause();

  /** What was kept under this key. */
  Optional<String> kept(String key);

  /** What came of this plan, as far as it is known. */
  Optional<Observation> outcome(PlanId plan);

  /**
   * What came of the newest plans of this content of this playbook, oldest first; a plan counts
   * from when its outcome was last said.
   */
  List<Observation> observations(PlaybookRef playbook, int limit);

  /** Fixes under relapse watch whose alert was of this source and fingerprint. */
  List<Observation> watched(String source, String fingerprint);

  /** Fixes under relapse watch by this playbook, of whatever content, on this target. */
  List<Observation> watched(String playbook, Target target);

  /** Fixes whose relapse watch ended at or before {@code now} and is not {@code confirmed} yet. */
  List<Observation> watchesOver(Instant now, int limit);

  /**
   * How long the alerts of plans drawn up since then were left alone, the newest first: one wait
   * per alert, from its first plan. Only of sources that say when an alert is over.
   *
   * @param playbook by name; null for all
   */
  List<Wait> waits(@Nullable String playbook, Instant since, int limit);

  /** Plans that answered alerts, drawn up since then, the newest first. */
  List<PlanFacts> facts(Instant since, int limit);

  /** Whether the report of this key is done with on this platform. */
  boolean reported(String key, String platform);

  /** Where the playbook of this name stands. */
  Optional<Standing> standing(String playbook);

  /** Where every playbook stands that was ever loaded, by name. */
  List<Standing> standings();

  /** What is known of this firing from beginning to end. */
  Optional<AlertLife> life(String alertId);

  /** When this content of this playbook had its breaker closed last. */
  Optional<Instant> breakerClosed(PlaybookRef playbook);

  /** Plans created since then, by exact state and risk. */
  List<StatRow> stats(Instant since);

  /**
   * The names under {@code playbooks}, and under {@code targets}, that ever had a plan, for
   * completion; sorted, at most 1,000 each.
   */
  Map<String, List<String>> known();

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
