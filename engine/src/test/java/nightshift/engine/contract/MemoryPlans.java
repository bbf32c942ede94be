package nightshift.engine.contract;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightshift.engine.contract.MemoryState.PlanRow;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.Unasked;
import nightshift.engine.port.LedgerView;

/** The queries of a {@link MemoryLedger} about plans. */
abstract class MemoryPlans implements LedgerView {

  final MemoryState s;
  final InstantSource clock;

  MemoryPlans(MemoryState s, InstantSource clock) {
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
    var all = q.oldestFirst() ? s.plans : s.plans.descendingMap();
    return all.values().stream()
        .map(PlanRow::plan)
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
  public List<Unasked> unasked(Instant since) {
    return newest()
        .filter(p -> p.decision() != null && p.decision().by().equals("nightshift"))
        .filter(p -> !p.decision().at().isBefore(since))
        .filter(p -> !p.state().terminal() || p.claimedAt() != null)
        .map(p ->
            new Unasked(p.id(), p.draft().playbook().name(), p.draft().target(), p.decision().at()))
        .sorted(Comparator.comparing(Unasked::at).reversed())
        .limit(MOST)
        .toList();
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
