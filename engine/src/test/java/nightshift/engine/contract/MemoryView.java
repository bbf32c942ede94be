package nightshift.engine.contract;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.CardRef;
import nightshift.engine.contract.MemoryState.AlertRow;
import nightshift.engine.contract.MemoryState.CardKey;
import nightshift.engine.contract.MemoryState.CardRow;
import nightshift.engine.contract.MemoryState.ErrandKey;
import nightshift.engine.contract.MemoryState.ErrandRow;
import nightshift.engine.contract.MemoryState.ThreadKey;
import nightshift.engine.contract.MemoryState.ThreadRow;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.Wait;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Vote;
import org.jspecify.annotations.Nullable;

/** The queries of a {@link MemoryLedger}, but for plans. */
class MemoryView extends MemoryPlans {

  MemoryView(MemoryState s, InstantSource clock) {
    super(s, clock);
  }

  @Override
  public Optional<Alert> alert(String id) {
    return Optional.ofNullable(s.alerts.get(id)).map(AlertRow::alert);
  }

  @Override
  public List<Alert> unplanned(int limit) {
    Instant now = clock.instant();
    return s.alerts.values().stream()
        .filter(a -> a.unplanned() && !a.notBefore().isAfter(now))
        .map(AlertRow::alert)
        .limit(Math.clamp(limit, 1, MOST))
        .toList();
  }

  @Override
  public long firings(String source, String fingerprint, Instant since) {
    return s.alerts.values().stream()
        .map(AlertRow::alert)
        .filter(a -> a.source().equals(source) && a.fingerprint().equals(fingerprint))
        .filter(a -> !a.receivedAt().isBefore(since))
        .count();
  }

  @Override
  public boolean firing(String alertId) {
    AlertRow row = s.alerts.get(alertId);
    return row != null && row.endedAt() == null;
  }

  @Override
  public List<Unanswered> unanswered(Collection<String> outcomes, int limit) {
    return s.alerts.values().stream()
        .filter(row -> row.dismissed(outcomes))
        .map(row -> new Unanswered(row.alert(), row.outcome(), row.plannedAt()))
        .toList()
        .reversed()
        .stream()
        .sorted(Comparator.comparing(Unanswered::at).reversed())
        .limit(Math.clamp(limit, 1, MOST))
        .toList();
  }

  @Override
  public List<Vote> votes(PlanId plan, int revision) {
    return s.votes.stream().filter(v -> v.plan().equals(plan) && v.revision() == revision).toList();
  }

  @Override
  public List<StepRun> steps(PlanId plan) {
    return s.steps.values().stream().filter(r -> r.key().plan().equals(plan)).toList();
  }

  @Override
  public Optional<Claim> claim(PlanId plan) {
    return Optional.ofNullable(s.claims.get(plan));
  }

  @Override
  public Optional<String> blob(String sha256) {
    return Optional.ofNullable(s.blobs.get(sha256));
  }

  @Override
  public List<ThreadEntry> thread(PlanId plan) {
    return s.thread.entrySet().stream()
        .filter(e -> e.getKey().plan().equals(plan))
        .map(e -> new ThreadEntry(plan, e.getKey().key(), e.getValue().reply(), e.getValue().at()))
        .toList();
  }

  @Override
  public List<Errand> dueErrands(String platform, Instant now, int limit) {
    List<Errand> due = new ArrayList<>();
    Set<PlanId> seen = new HashSet<>();
    for (Map.Entry<ThreadKey, ThreadRow> e : s.thread.entrySet()) {
      PlanId plan = e.getKey().plan();
      ErrandRow row = s.errands.get(new ErrandKey(platform, plan, e.getKey().key()));
      CardRow card = s.cards.get(new CardKey(plan, platform));
      boolean owed = row != null && row.delivered() < e.getValue().version();
      if (!owed || card == null || card.ref() == null || !seen.add(plan)) {
        continue;
      }
      if (!row.notBefore().isAfter(now)) {
        due.add(errand(platform, e.getKey(), e.getValue(), row, card.ref()));
      }
    }
    return due.stream()
        .sorted(Comparator.comparing(Errand::id))
        .limit(Math.clamp(limit, 1, MOST))
        .toList();
  }

  private static Errand errand(
      String platform, ThreadKey key, ThreadRow said, ErrandRow row, String card) {
    return new Errand(
        row.id(),
        platform,
        key.plan(),
        new CardRef(platform, card),
        key.key(),
        said.version(),
        said.reply(),
        row.ref(),
        row.attempts());
  }

  @Override
  public List<CardDebt> staleCards(String platform, Instant now, int limit) {
    return s.cards.entrySet().stream()
        .filter(e -> e.getKey().platform().equals(platform))
        .filter(e -> e.getValue().shown() < s.plan(e.getKey().plan()).plan().version())
        .filter(e -> !e.getValue().notBefore().isAfter(now))
        .limit(Math.clamp(limit, 1, MOST))
        .map(e -> debt(e.getKey(), e.getValue()))
        .toList();
  }

  private CardDebt debt(CardKey key, CardRow row) {
    CardRef existing = row.ref() == null ? null : new CardRef(key.platform(), row.ref());
    return new CardDebt(s.plan(key.plan()).plan(), existing, row.attempts());
  }

  @Override
  public List<CardRef> cards(PlanId plan) {
    return s.cards.entrySet().stream()
        .filter(e -> e.getKey().plan().equals(plan) && e.getValue().ref() != null)
        .map(e -> new CardRef(e.getKey().platform(), e.getValue().ref()))
        .toList();
  }

  @Override
  public Optional<PlanId> cardAt(CardRef where) {
    return s.cards.entrySet().stream()
        .filter(e -> e.getKey().platform().equals(where.platform()))
        .filter(e -> where.ref().equals(e.getValue().ref()))
        .map(e -> e.getKey().plan())
        .findFirst();
  }

  @Override
  public Optional<String> kept(String key) {
    return Optional.ofNullable(s.kept.get(key));
  }

  @Override
  public List<LedgerEvent> events(PlanId plan) {
    return s.events.stream().filter(e -> plan.equals(e.plan())).toList();
  }

  @Override
  public List<LedgerEvent> eventsAfter(long seq, int limit) {
    return s.events.stream().filter(e -> e.seq() > seq).limit(Math.clamp(limit, 1, MOST)).toList();
  }

  @Override
  public ChainReport verifyChain() {
    return MemoryEvents.verify(s.events);
  }

  @Override
  public Optional<Pause> pause() {
    return Optional.ofNullable(s.pause)
        .filter(p -> p.until() == null || p.until().isAfter(clock.instant()));
  }

  @Override
  public Optional<Observation> outcome(PlanId plan) {
    return Optional.ofNullable(s.outcomes.get(plan));
  }

  @Override
  public List<Observation> observations(PlaybookRef playbook, int limit) {
    List<Observation> all =
        s.outcomes.values().stream().filter(o -> o.playbook().equals(playbook)).toList();
    return all.subList(Math.max(0, all.size() - Math.clamp(limit, 1, MOST)), all.size());
  }

  @Override
  public List<Observation> watched(String source, String fingerprint) {
    return watched().filter(o -> of(o, source, fingerprint)).toList();
  }

  private boolean of(Observation o, String source, String fingerprint) {
    String alert = s.plan(o.plan()).plan().draft().alertId();
    AlertRow row = alert == null ? null : s.alerts.get(alert);
    return row != null
        && row.alert().source().equals(source)
        && row.alert().fingerprint().equals(fingerprint);
  }

  @Override
  public List<Observation> watched(String playbook, Target target) {
    return watched()
        .filter(o -> o.playbook().name().equals(playbook) && o.target().equals(target.toString()))
        .toList();
  }

  @Override
  public List<Observation> watchesOver(Instant now, int limit) {
    return watched()
        .filter(o -> !o.lesson().watchUntil().isAfter(now))
        .sorted(Comparator.comparing(o -> o.lesson().watchUntil()))
        .limit(Math.clamp(limit, 1, MOST))
        .toList();
  }

  private Stream<Observation> watched() {
    return s.outcomes.values().stream().filter(Observation::watched);
  }

  @Override
  public List<Wait> waits(@Nullable String playbook, Instant since, int limit) {
    Set<String> honest = new HashSet<>();
    s.alerts.values().stream()
        .filter(AlertRow::cleared)
        .forEach(row -> honest.add(row.alert().source()));
    Map<String, Plan> first = new LinkedHashMap<>();
    plans()
        .filter(p -> !p.createdAt().isBefore(since))
        .filter(p -> playbook == null || playbook.equals(p.draft().playbook().name()))
        .forEach(p -> first.putIfAbsent(p.draft().alertId(), p));
    return List.copyOf(first.values()).reversed().stream()
        .limit(Math.clamp(limit, 1, MOST_FACTS))
        .filter(p -> honest.contains(s.alerts.get(p.draft().alertId()).alert().source()))
        .map(this::wait)
        .toList();
  }

  private Stream<Plan> plans() {
    return s.plans.values().stream()
        .map(MemoryState.PlanRow::plan)
        .filter(p -> p.draft().alertId() != null && s.alerts.containsKey(p.draft().alertId()));
  }

  private Wait wait(Plan plan) {
    AlertRow row = s.alerts.get(plan.draft().alertId());
    Instant acted =
        plans()
            .filter(p -> row.alert().id().equals(p.draft().alertId()))
            .map(Plan::claimedAt)
            .filter(java.util.Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    return Wait.of(plan.createdAt(), acted, row.endedAt(), row.cleared(), clock.instant());
  }

  @Override
  public List<PlanFacts> facts(Instant since, int limit) {
    return s.plans.descendingMap().values().stream()
        .map(MemoryState.PlanRow::plan)
        .filter(p -> p.draft().alertId() != null && !p.createdAt().isBefore(since))
        .limit(Math.clamp(limit, 1, MOST_FACTS))
        .map(this::facts)
        .toList();
  }

  private PlanFacts facts(Plan p) {
    Plan.Decision d = p.decision();
    return new PlanFacts(
        p.id(),
        p.draft().playbook().name(),
        p.draft().target().toString(),
        p.state(),
        p.createdAt(),
        d == null ? null : d.at(),
        d != null && d.by().equals("nightshift"),
        d == null ? "" : d.reason(),
        p.claimedAt(),
        p.changedAt(),
        outcome(p.id()).map(Observation::outcome).orElse(null));
  }

  @Override
  public boolean reported(String key, String platform) {
    return s.reports.contains(key + " " + platform);
  }

  @Override
  public Optional<Standing> standing(String playbook) {
    return Optional.ofNullable(s.standings.get(playbook));
  }

  @Override
  public List<Standing> standings() {
    return List.copyOf(s.standings.values());
  }

  @Override
  public Optional<AlertLife> life(String alertId) {
    return Optional.ofNullable(s.alerts.get(alertId))
        .map(row -> new AlertLife(row.heardAt(), row.endedAt(), row.cleared()));
  }

  @Override
  public Optional<Instant> breakerClosed(PlaybookRef playbook) {
    return Optional.ofNullable(s.breakers.get(playbook));
  }
}
