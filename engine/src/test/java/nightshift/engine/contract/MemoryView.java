package nightshift.engine.contract;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.CardRef;
import nightshift.engine.contract.MemoryState.AlertRow;
import nightshift.engine.contract.MemoryState.CardKey;
import nightshift.engine.contract.MemoryState.CardRow;
import nightshift.engine.contract.MemoryState.ErrandKey;
import nightshift.engine.contract.MemoryState.ErrandRow;
import nightshift.engine.contract.MemoryState.PlanRow;
import nightshift.engine.contract.MemoryState.ThreadKey;
import nightshift.engine.contract.MemoryState.ThreadRow;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerView;

/** The queries of a {@link MemoryLedger}. */
class MemoryView implements LedgerView {

  private static final int MOST = 1_000;

  final MemoryState s;
  final InstantSource clock;

  MemoryView(MemoryState s, InstantSource clock) {
    this.s = s;
    this.clock = clock;
  }

  private Stream<Plan> newest() {
    return s.plans.descendingMap().values().stream().map(PlanRow::plan);
  }

  @Override
  public Optional<Plan> plan(PlanId id) {
    return Optional.ofNullable(s.plans.get(id)).map(PlanRow::plan);
  }

  @Override
  public Optional<Plan> planByUid(String uid) {
    return newest().filter(p -> p.uid().equals(uid)).findFirst();
  }

  @Override
  public List<Plan> plans(PlanQuery q) {
    return newest()
        .filter(matches(q))
        .skip(Math.max(0, q.offset()))
        .limit(Math.clamp(q.limit(), 1, MOST))
        .toList();
  }

  @Override
  public long count(PlanQuery q) {
    return newest().filter(matches(q)).count();
  }

  private static Predicate<Plan> matches(PlanQuery q) {
    return p -> {
      Plan.Draft d = p.draft();
      String text =
          String.join("\n", d.headline(), d.title(), d.target().toString(), d.playbook().name())
              .toLowerCase(Locale.ROOT);
      return (q.states().isEmpty() || q.states().contains(p.state()))
          && (q.playbook() == null || q.playbook().equals(d.playbook().name()))
          && (q.target() == null || q.target().equals(d.target().toString()))
          && (q.since() == null || !p.createdAt().isBefore(q.since()))
          && (q.text() == null || text.contains(q.text().toLowerCase(Locale.ROOT)));
    };
  }

  @Override
  public Optional<Plan> livePlan(Target target) {
    return newest()
        .filter(p -> !p.state().terminal() && p.draft().target().equals(target))
        .findFirst();
  }

  @Override
  public List<Plan> children(PlanId parent) {
    return oldest(p -> parent.equals(p.draft().parent()));
  }

  @Override
  public List<Plan> plansFor(String alertId) {
    return oldest(p -> alertId.equals(p.draft().alertId()));
  }

  private List<Plan> oldest(Predicate<Plan> which) {
    return s.plans.values().stream().map(PlanRow::plan).filter(which).limit(MOST).toList();
  }

  private Stream<Plan> claimed(Instant since) {
    return newest().filter(p -> p.claimedAt() != null && !p.claimedAt().isBefore(since));
  }

  @Override
  public List<Plan> claimedSince(String playbook, Target target, Instant since) {
    return claimed(since)
        .filter(p -> p.draft().playbook().name().equals(playbook))
        .filter(p -> p.draft().target().equals(target))
        .sorted(Comparator.comparing(Plan::claimedAt).reversed())
        .limit(MOST)
        .toList();
  }

  @Override
  public long automaticSince(Instant since) {
    return claimed(since)
        .filter(p -> p.decision() != null && p.decision().by().equals("nightshift"))
        .count();
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
  public boolean firing(String alertId) {
    AlertRow row = s.alerts.get(alertId);
    return row != null && row.endedAt() == null;
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
  public TrackRecord trackRecord(PlaybookRef playbook) {
    int worked = 0;
    int failed = 0;
    int inARow = 0;
    for (MemoryState.OutcomeRow row : s.outcomes.values()) {
      if (!row.playbook().equals(playbook) || row.outcome() == Outcome.UNKNOWN) {
        continue;
      }
      boolean fixed = row.outcome() == Outcome.FIXED;
      worked += fixed ? 1 : 0;
      failed += fixed ? 0 : 1;
      inARow = fixed ? 0 : inARow + 1;
    }
    return new TrackRecord(worked, failed, inARow);
  }

  @Override
  public List<StatRow> stats(Instant since) {
    return newest()
        .filter(p -> !p.createdAt().isBefore(since))
        .collect(Collectors.groupingBy(p -> List.of(p.state(), p.draft().risk())))
        .values()
        .stream()
        .map(g ->
            new StatRow(
                g.getFirst().state(),
                g.getFirst().draft().risk(),
                g.size(),
                g.stream().mapToInt(p -> p.draft().confidence()).average().orElse(0)))
        .sorted(Comparator.comparing(StatRow::state).thenComparing(StatRow::risk))
        .toList();
  }

  @Override
  public Map<String, List<String>> known() {
    return Map.of(
        "playbooks",
            newest().map(p -> p.draft().playbook().name()).distinct().sorted().limit(MOST).toList(),
        "targets",
            newest()
                .map(p -> p.draft().target().toString())
                .distinct()
                .sorted()
                .limit(MOST)
                .toList());
  }
}
