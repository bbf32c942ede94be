package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nightshift.engine.plan.PlanState;
import org.jspecify.annotations.Nullable;

/** Draws up reports. Pure. */
public final class Reporting {

  private static final int MOST_BARS = 10;
  private static final int MOST_ROWS = 5;

  private Reporting() {}

  /**
   * The report on these plans.
   *
   * @param waits of the same time
   */
  public static Report of(List<PlanFacts> plans, List<Wait> waits, Instant since, Instant until) {
    List<PlanFacts> ran = plans.stream().filter(PlanFacts::ran).toList();
    List<PlanFacts> counted =
        ran.stream().filter(p -> p.outcome() != null && p.outcome().counts()).toList();
    Duration toFix =
        median(
            ran.stream()
                .filter(p -> p.is(Outcome.FIXED))
                .map(p -> Duration.between(p.createdAt(), p.changedAt())));
    Baseline alone = new Baseline(waits);
    return new Report(
        since,
        until,
        plans.size(),
        ran.size(),
        count(ran, PlanFacts::unasked),
        count(plans, p -> p.state() == PlanState.REJECTED),
        count(plans, p -> p.state() == PlanState.EXPIRED),
        count(plans, p -> !p.ran() && p.is(Outcome.SELF_HEALED)),
        outcomes(plans),
        count(ran, PlanFacts::told),
        count(ran, p -> p.told() && !p.is(Outcome.FIXED)),
        median(plans.stream().map(Reporting::approval).filter(Objects::nonNull)),
        toFix,
        counted.size(),
        counted.isEmpty()
            ? null
            : (double) count(counted, p -> p.is(Outcome.FIXED)) / counted.size(),
        toFix == null || !alone.tells(toFix) ? null : alone.clearedWithin(toFix),
        repeaters(ran),
        reasons(plans),
        bars(plans, since, until));
  }

  private static int count(List<PlanFacts> plans, Predicate<PlanFacts> which) {
    return (int) plans.stream().filter(which).count();
  }

  private static @Nullable Duration approval(PlanFacts p) {
    Instant at = p.decidedAt();
    boolean approved = at != null && !p.unasked() && p.state() != PlanState.REJECTED;
    return approved ? Duration.between(p.createdAt(), at) : null;
  }

  private static @Nullable Duration median(Stream<Duration> all) {
    List<Duration> sorted = all.sorted().toList();
    int n = sorted.size();
    return n == 0 ? null : sorted.get((n - 1) / 2).plus(sorted.get(n / 2)).dividedBy(2);
  }

  private static Map<Outcome, Integer> outcomes(List<PlanFacts> plans) {
    Map<Outcome, Integer> out = new EnumMap<>(Outcome.class);
    for (Outcome o : Outcome.values()) {
      out.put(o, count(plans, p -> p.is(o)));
    }
    return out;
  }

  private static List<Report.Repeater> repeaters(List<PlanFacts> ran) {
    Map<List<String>, Integer> times = new TreeMap<>(Comparator.comparing(List::toString));
    ran.stream()
        .filter(p -> p.is(Outcome.FIXED) || p.is(Outcome.RELAPSED))
        .forEach(p -> times.merge(List.of(p.playbook(), p.target()), 1, Integer::sum));
    return times.entrySet().stream()
        .filter(e -> e.getValue() > 1)
        .sorted(Map.Entry.<List<String>, Integer>comparingByValue().reversed())
        .limit(MOST_ROWS)
        .map(e -> new Report.Repeater(e.getKey().getFirst(), e.getKey().getLast(), e.getValue()))
        .toList();
  }

  private static SequencedMap<String, Integer> reasons(List<PlanFacts> plans) {
    Map<String, Integer> times = new TreeMap<>();
    plans.stream()
        .filter(p -> p.state() == PlanState.REJECTED && !p.reason().isBlank())
        .forEach(p -> times.merge(p.reason(), 1, Integer::sum));
    SequencedMap<String, Integer> out = new LinkedHashMap<>();
    times.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_ROWS)
        .forEach(e -> out.put(e.getKey(), e.getValue()));
    return out;
  }

  /** At most ten bars of so many whole days, the last one ending at {@code until}. */
  private static List<Report.Bar> bars(List<PlanFacts> plans, Instant since, Instant until) {
    long days = Math.max(1, Duration.between(since, until).plusDays(1).minusNanos(1).toDays());
    long width = (days + MOST_BARS - 1) / MOST_BARS;
    List<Report.Bar> out = new ArrayList<>();
    for (Instant end = until; end.isAfter(since); end = end.minus(Duration.ofDays(width))) {
      Instant to = end;
      Instant from = to.minus(Duration.ofDays(width));
      List<PlanFacts> within =
          plans.stream()
              .filter(p -> p.createdAt().isAfter(from) && !p.createdAt().isAfter(to))
              .toList();
      out.addFirst(new Report.Bar(from, outcomes(within)));
    }
    return out;
  }
}
