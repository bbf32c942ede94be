package nightshift.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Freeze;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Hours;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.RuleCase;
import org.jspecify.annotations.Nullable;

/** Reads the brakes of the house, its freezes, groups, and approval rules for special cases. */
final class GuardsReader {

  /** Keys of {@code automatic} that are brakes. */
  static final List<String> BRAKES =
      List.of("per_playbook", "per_host", "storm", "flapping", "countdown");

  private static final List<String> FREEZE =
      List.of("name", "days", "from", "to", "begin", "end", "targets", "total");
  private static final List<String> GROUP = List.of("targets", "max_in_flight", "min_healthy");
  private static final List<String> WHEN = List.of("risk", "playbook", "target", "labels", "hours");
  private static final Duration SOLO_GRACE = Duration.ofMinutes(1);

  private final List<Settings.Member> people;
  private final HoursReader hours;

  private GuardsReader(List<Settings.Member> people, @Nullable ZoneId zone) {
    this.people = people;
    this.hours = new HoursReader(zone);
  }

  /** All of them, from the whole file. */
  static Guards read(
      Fields f,
      Optional<Fields> automatic,
      Optional<Fields> approval,
      List<Settings.Member> people) {
    ZoneId zone = f.read("time_zone", HoursReader::zone).orElse(null);
    return new GuardsReader(people, zone).guards(f, automatic, approval);
  }

  private Guards guards(Fields f, Optional<Fields> automatic, Optional<Fields> approval) {
    Guards usual = Guards.USUAL;
    return new Guards(
        f.each("targets", PolicyReader::target),
        automatic
            .flatMap(a -> a.read("per_playbook", RateReader::read))
            .orElse(usual.perPlaybook()),
        automatic.flatMap(a -> a.read("per_host", RateReader::read)).orElse(usual.perHost()),
        automatic.flatMap(a -> a.read("storm", RateReader::read)).orElse(usual.storm()),
        automatic.flatMap(a -> a.read("flapping", RateReader::read)).orElse(usual.flapping()),
        automatic.flatMap(a -> a.read("countdown", Graces::read)).orElse(usual.countdown()),
        f.each("freezes", at -> at.fields(FREEZE).flatMap(this::freeze)),
        f.read("groups", Cursor::entries).map(GuardsReader::groups).orElse(List.of()),
        approval.map(a -> a.each("cases", this::ruleCase)).orElse(List.of()),
        approval.flatMap(a -> a.read("solo", this::solo)));
  }

  private Optional<Duration> solo(Cursor at) {
    long able =
        people.stream()
            .filter(m -> !Set.of(Person.VIEWER, Person.INTAKE).containsAll(m.roles()))
            .count();
    if (able > 1) {
      at.error("is for a home of one person, and " + able + " people here may decide things");
      return Optional.empty();
    }
    return at.fields(List.of("grace")).map(f -> f.or("grace", Graces::read, SOLO_GRACE));
  }

  private Optional<Freeze> freeze(Fields f) {
    Optional<String> name = f.need("name", Scalars::text, "weekend");
    boolean once = f.find("begin").isPresent() || f.find("end").isPresent();
    boolean weekly = HoursReader.KEYS.stream().anyMatch(k -> f.find(k).isPresent());
    if (once == weekly) {
      f.self().error("must have either begin and end, or days, from and to");
      return Optional.empty();
    }
    Optional<Hours> week = weekly ? hours.hours(f) : Optional.empty();
    Optional<Freeze.Span> span = once ? span(f) : Optional.empty();
    List<String> targets = f.each("targets", PolicyReader::target);
    boolean total = f.or("total", Scalars::flag, false);
    return week.isEmpty() && span.isEmpty()
        ? Optional.empty()
        : name.map(n -> new Freeze(n, week, span, targets, total));
  }

  private Optional<Freeze.Span> span(Fields f) {
    Optional<Instant> begin = f.need("begin", hours::moment, "2026-12-24T00:00");
    Optional<Instant> end = f.need("end", hours::moment, "2027-01-02T00:00");
    if (begin.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    if (!begin.get().isBefore(end.get())) {
      f.self().error("ends before it begins");
    }
    return Optional.of(new Freeze.Span(begin.get(), end.get()));
  }

  private static List<BlastRadius> groups(java.util.SequencedMap<String, Cursor> all) {
    List<BlastRadius> out = new ArrayList<>();
    all.forEach((name, at) -> at.fields(GROUP).map(f -> group(name, f)).ifPresent(out::add));
    return out;
  }

  private static BlastRadius group(String name, Fields f) {
    List<String> targets = f.each("targets", PolicyReader::target);
    int atOnce = f.or("max_in_flight", at -> Scalars.whole(at, 1, 100), 0);
    int healthy = f.or("min_healthy", at -> Scalars.whole(at, 1, 100), 0);
    if (targets.isEmpty()) {
      f.self().error("\"targets\" is missing, so nothing is in it");
    }
    if (atOnce == 0 && healthy == 0) {
      f.self().error("needs max_in_flight, min_healthy or both");
    }
    boolean patterns = targets.stream().anyMatch(t -> t.contains("*") || t.contains("?"));
    if (healthy > 0 && patterns) {
      f.self().error("with min_healthy, \"targets\" must be whole names: each is looked at");
    } else if (healthy > 0 && healthy >= targets.size()) {
      f.self().error("min_healthy counts the others, and there are only " + (targets.size() - 1));
    }
    return new BlastRadius(name, targets, atOnce, healthy);
  }

  private Optional<RuleCase> ruleCase(Cursor at) {
    List<String> keys = new ArrayList<>(ApprovalReader.KEYS);
    keys.add("when");
    return at.fields(keys)
        .flatMap(f -> {
          ApprovalRule rule = new ApprovalReader(people).rule(f);
          return f.need("when", w -> w.fields(WHEN), "{ risk: [high] }")
              .map(w -> ruleCase(w, rule));
        });
  }

  private RuleCase ruleCase(Fields w, ApprovalRule rule) {
    Set<Risk> risks = EnumSet.noneOf(Risk.class);
    risks.addAll(w.each("risk", at -> Scalars.choice(at, Risk.class)));
    SortedMap<String, String> labels = new TreeMap<>();
    w.read("labels", Cursor::entries)
        .ifPresent(
            all -> all.forEach((k, at) -> Scalars.text(at).ifPresent(v -> labels.put(k, v))));
    if (w.all().isEmpty()) {
      w.self().error("must say when; a rule for everything stands under its risk");
    }
    return new RuleCase(
        risks,
        w.each("playbook", Scalars::text),
        w.each("target", PolicyReader::target),
        labels,
        w.read("hours", hours::hours),
        rule);
  }
}
