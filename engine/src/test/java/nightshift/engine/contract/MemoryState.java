package nightshift.engine.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerView.LedgerEvent;
import nightshift.engine.port.LedgerView.Pause;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link MemoryLedger} holds: immutable rows in collections that can be copied.
 */
final class MemoryState {

  final Map<String, AlertRow> alerts;
  final TreeMap<PlanId, PlanRow> plans;
  final List<Vote> votes;
  final Map<StepKey, StepRun> steps;
  final Map<PlanId, Claim> claims;
  final Map<String, String> blobs;
  final Map<ThreadKey, ThreadRow> thread;
  final Map<ErrandKey, ErrandRow> errands;
  final TreeMap<CardKey, CardRow> cards;
  final List<LedgerEvent> events;
  final Map<PlanId, Observation> outcomes;
  final TreeMap<String, Standing> standings;
  final List<String> reports;
  final List<String> platforms;
  final Map<String, String> kept;
  final Map<PlaybookRef, Instant> breakers;
  @Nullable Pause pause;

  MemoryState() {
    alerts = new LinkedHashMap<>();
    plans = new TreeMap<>();
    votes = new ArrayList<>();
    steps = new LinkedHashMap<>();
    claims = new LinkedHashMap<>();
    blobs = new LinkedHashMap<>();
    thread = new LinkedHashMap<>();
    errands = new LinkedHashMap<>();
    cards = new TreeMap<>();
    events = new ArrayList<>();
    outcomes = new LinkedHashMap<>();
    standings = new TreeMap<>();
    reports = new ArrayList<>();
    platforms = new ArrayList<>();
    kept = new LinkedHashMap<>();
    breakers = new LinkedHashMap<>();
  }

  MemoryState(MemoryState from) {
    alerts = new LinkedHashMap<>(from.alerts);
    plans = new TreeMap<>(from.plans);
    votes = new ArrayList<>(from.votes);
    steps = new LinkedHashMap<>(from.steps);
    claims = new LinkedHashMap<>(from.claims);
    blobs = new LinkedHashMap<>(from.blobs);
    thread = new LinkedHashMap<>(from.thread);
    errands = new LinkedHashMap<>(from.errands);
    cards = new TreeMap<>(from.cards);
    events = new ArrayList<>(from.events);
    outcomes = new LinkedHashMap<>(from.outcomes);
    standings = new TreeMap<>(from.standings);
    reports = new ArrayList<>(from.reports);
    platforms = new ArrayList<>(from.platforms);
    kept = new LinkedHashMap<>(from.kept);
    breakers = new LinkedHashMap<>(from.breakers);
    pause = from.pause;
  }

  PlanRow plan(PlanId id) {
    PlanRow row = plans.get(id);
    if (row == null) {
      throw new IllegalArgumentException("plan " + id + " is not in the ledger");
    }
    return row;
  }

  /** Changes a plan's row and makes it newer by one version. */
  Plan bump(PlanId id, UnaryOperator<Plan> change) {
    PlanRow row = plan(id);
    Plan p = change.apply(row.plan());
    Plan next =
        new Plan(
            p.id(),
            p.uid(),
            p.draft(),
            p.state(),
            row.plan().version() + 1,
            p.createdAt(),
            p.changedAt(),
            p.expiresAt(),
            p.decision(),
            p.claimedAt(),
            p.note());
    boolean moved = p.state() != row.plan().state();
    plans.put(id, new PlanRow(next, moved ? next.version() : row.movedAt()));
    return next;
  }

  /** An alert; {@code plannedAt} and {@code endedAt} null while it is neither. */
  record AlertRow(
      Alert alert,
      @Nullable Instant endedAt,
      @Nullable Instant plannedAt,
      String outcome,
      Instant notBefore,
      Instant heardAt,
      boolean cleared) {

    /** The same firing, with another story of what was planned for it. */
    AlertRow with(@Nullable Instant planned, String why, Instant until) {
      return new AlertRow(alert, endedAt, planned, why, until, heardAt, cleared);
    }

    /** The same firing, ended. */
    AlertRow ended(Instant at, boolean byItsSource) {
      return new AlertRow(alert, at, plannedAt, outcome, notBefore, heardAt, byItsSource);
    }

    /** The same firing, said once more. */
    AlertRow heard(Instant at) {
      return new AlertRow(alert, endedAt, plannedAt, outcome, notBefore, at, cleared);
    }

    /** A firing that was just admitted, or is to be looked at anew. */
    static AlertRow fresh(Alert alert) {
      return new AlertRow(alert, null, null, "", Instant.MIN, alert.receivedAt(), false);
    }

    boolean unplanned() {
      return endedAt == null && plannedAt == null;
    }

    boolean dismissed(Collection<String> outcomes) {
      return endedAt == null && plannedAt != null && outcomes.contains(outcome);
    }
  }

  /** A plan, and the version that its last move gave it. */
  record PlanRow(Plan plan, long movedAt) {}

  record ThreadKey(PlanId plan, String key) {}

  record ThreadRow(Reply reply, Instant at, long version) {}

  record ErrandKey(String platform, PlanId plan, String key) {}

  record ErrandRow(
      long id, long delivered, @Nullable String ref, int attempts, Instant notBefore) {}

  record CardKey(PlanId plan, String platform) implements Comparable<CardKey> {
    @Override
    public int compareTo(CardKey o) {
      int byPlan = plan.compareTo(o.plan);
      return byPlan != 0 ? byPlan : platform.compareTo(o.platform);
    }
  }

  record CardRow(@Nullable String ref, long shown, int attempts, Instant notBefore) {
    static final CardRow NEVER = new CardRow(null, 0, 0, Instant.MIN);
  }
}
