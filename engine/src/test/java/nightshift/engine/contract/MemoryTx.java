package nightshift.engine.contract;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.MemoryState.AlertRow;
import nightshift.engine.contract.MemoryState.CardKey;
import nightshift.engine.contract.MemoryState.CardRow;
import nightshift.engine.contract.MemoryState.PlanRow;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerFacts;
import org.jspecify.annotations.Nullable;

/** The writes of a {@link MemoryLedger} about alerts, plans and records. */
final class MemoryTx extends MemoryWork {

  MemoryTx(MemoryState s, InstantSource clock) {
    super(s, clock);
  }

  @Override
  public Admission admit(Alert a) {
    for (AlertRow row : s.alerts.values()) {
      Alert known = row.alert();
      if (!known.source().equals(a.source()) || !known.fingerprint().equals(a.fingerprint())) {
        continue;
      }
      boolean open = row.endedAt() == null;
      if (known.startsAt().equals(a.startsAt())
          || (open && (row.plannedAt() == null || hasLivePlan(known)))) {
        s.alerts.put(known.id(), row.heard(a.receivedAt()));
        return Admission.REPEAT;
      }
    }
    close(a.source(), a.fingerprint(), a.receivedAt(), "alert-replaced");
    s.alerts.put(a.id(), AlertRow.fresh(a));
    event(a.receivedAt(), null, "alert-admitted", a.source(), LedgerFacts.of(a));
    return Admission.NEW;
  }

  private boolean hasLivePlan(Alert a) {
    return s.plans.values().stream()
        .map(PlanRow::plan)
        .anyMatch(p -> a.id().equals(p.draft().alertId()) && !p.state().terminal());
  }

  private List<String> close(String source, String fingerprint, Instant at, String type) {
    List<String> closed = new ArrayList<>();
    for (AlertRow row : List.copyOf(s.alerts.values())) {
      Alert a = row.alert();
      if (row.endedAt() == null
          && a.source().equals(source)
          && a.fingerprint().equals(fingerprint)) {
        s.alerts.put(a.id(), row.ended(at, type.equals("alert-resolved")));
        event(at, null, type, source, LedgerFacts.of(a));
        closed.add(a.id());
      }
    }
    return closed;
  }

  @Override
  public List<String> resolve(Signal.Resolved r) {
    return close(r.source(), r.fingerprint(), r.at(), "alert-resolved");
  }

  private AlertRow alertRow(String id) {
    AlertRow row = s.alerts.get(id);
    if (row == null) {
      throw new IllegalArgumentException("alert " + id + " is not in the ledger");
    }
    return row;
  }

  @Override
  public void planned(String alertId, String outcome, Instant at) {
    AlertRow row = alertRow(alertId);
    s.alerts.put(alertId, row.with(at, outcome, row.notBefore()));
    event(at, null, "alert-planned", "nightshift", Map.of("alert", alertId, "outcome", outcome));
  }

  @Override
  public void defer(String alertId, Instant until, String why) {
    AlertRow row = alertRow(alertId);
    s.alerts.put(alertId, row.with(row.plannedAt(), row.outcome(), until));
  }

  @Override
  public int reconsider(Collection<String> outcomes, Instant at) {
    List<AlertRow> again =
        s.alerts.values().stream().filter(row -> row.dismissed(outcomes)).toList();
    again.forEach(row -> s.alerts.put(row.alert().id(), row.with(null, "", Instant.MIN)));
    if (!again.isEmpty()) {
      event(at, null, "alerts-reconsidered", "nightshift", Map.of("count", again.size()));
    }
    return again.size();
  }

  @Override
  public Optional<Plan> open(Plan.Draft draft, Instant at) {
    if (livePlan(draft.target()).isPresent()) {
      return Optional.empty();
    }
    PlanId id = new PlanId(s.plans.size() + 1L);
    String uid = UUID.randomUUID().toString();
    Plan plan = new Plan(id, uid, draft, PlanState.DRAFTED, 1, at, at, null, null, null, "");
    s.plans.put(id, new PlanRow(plan, 1));
    s.platforms.forEach(p -> s.cards.put(new CardKey(id, p), CardRow.NEVER));
    touchParent(draft);
    String actor = draft.initiator() == null ? "nightshift" : draft.initiator();
    event(at, id, "plan-opened", actor, LedgerFacts.opened(plan));
    return Optional.of(plan);
  }

  private void touchParent(Plan.Draft draft) {
    if (draft.parent() != null) {
      s.bump(draft.parent(), p -> p);
    }
  }

  @Override
  public Optional<Plan> apply(Plan plan, PlanEvent event, String actor) {
    Plan after = plan.after(event);
    PlanRow row = s.plan(plan.id());
    if (row.movedAt() > plan.version()) {
      return Optional.empty();
    }
    Plan now = s.bump(plan.id(), current -> current.after(event));
    if (now.state().terminal()) {
      touchParent(now.draft());
    }
    event(event.at(), plan.id(), event.type(), actor, LedgerFacts.moved(plan, after, event));
    return Optional.of(now);
  }

  @Override
  public boolean vote(Vote v) {
    boolean counted =
        s.votes.stream()
            .filter(o -> o.plan().equals(v.plan()) && o.choice() == v.choice())
            .anyMatch(o -> samePress(o, v) || sameAnswer(o, v));
    if (counted) {
      return false;
    }
    s.bump(v.plan(), p -> p);
    s.votes.add(v);
    event(v.at(), v.plan(), "vote", v.person(), LedgerFacts.of(v));
    return true;
  }

  private static boolean samePress(Vote a, Vote b) {
    return a.voter().platform().equals(b.voter().platform())
        && a.interaction().equals(b.interaction());
  }

  private static boolean sameAnswer(Vote a, Vote b) {
    return a.revision() == b.revision() && a.person().equals(b.person());
  }

  @Override
  public String put(String blob) {
    String name = Digests.sha256(blob);
    s.blobs.put(name, blob);
    return name;
  }

  @Override
  public void learn(PlanId plan, Lesson lesson) {
    Observation seen = Observation.of(s.bump(plan, p -> p), lesson);
    s.outcomes.remove(plan);
    s.outcomes.put(plan, seen);
    event(lesson.at(), plan, "outcome", "nightshift", LedgerFacts.learned(seen));
  }

  @Override
  public void reported(String key, String platform, Instant at) {
    s.reports.add(key + " " + platform);
    event(at, null, "reported", "nightshift", Map.of("key", key, "platform", platform));
  }

  @Override
  public void stand(Standing standing) {
    s.standings.put(standing.playbook().name(), standing);
    event(clock.instant(), null, "standing", "nightshift", LedgerFacts.of(standing));
  }

  @Override
  public void confirmed(PlanId plan, Instant at) {
    Observation o = s.outcomes.get(plan);
    if (o != null && o.watched()) {
      Lesson l = o.lesson();
      Plan p = s.plan(plan).plan();
      s.outcomes.put(plan, Observation.of(p, new Lesson(l.outcome(), l.note(), null, l.at())));
      event(at, plan, "outcome-confirmed", "nightshift", Map.of());
    }
  }

  @Override
  public void closeBreaker(
      PlaybookRef playbook, int failedInARow, String by, String reason, Instant at) {
    s.breakers.put(playbook, at);
    event(
        at, null, "breaker-closed", by, LedgerFacts.breakerClosed(playbook, failedInARow, reason));
  }

  @Override
  public void pause(Pause pause) {
    s.pause = pause;
    event(pause.since(), null, "pause", pause.by(), LedgerFacts.of(pause));
  }

  @Override
  public boolean resume(String by, Instant at) {
    if (pause().isEmpty()) {
      return false;
    }
    s.pause = null;
    event(at, null, "resume", by, Map.of());
    return true;
  }

  @Override
  public void note(
      @Nullable PlanId plan, String type, String actor, Map<String, String> facts, Instant at) {
    event(at, plan, type, actor, facts);
  }

  @Override
  public void keep(String key, String value) {
    s.kept.put(key, value);
  }

  /** Memory is always there. */
  @Override
  public void pulse(Instant at) {}
}
