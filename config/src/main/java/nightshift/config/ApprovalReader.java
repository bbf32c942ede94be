package nightshift.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.ApprovalRule.Escalation;
import nightshift.engine.plan.ApprovalRule.Group;
import nightshift.engine.plan.Terms;

/** Reads who may allow a plan, and checks that such people exist. */
public final class ApprovalReader {

  /** How long people have when a rule does not say. */
  public static final Duration EXPIRES = Duration.ofMinutes(30);

  /** The keys of a rule. */
  static final List<String> KEYS =
      List.of(
          "approve",
          "roles",
          "people",
          "groups",
          "expires",
          "escalate",
          "not_initiator",
          "deny",
          "reason",
          "grace");

  private static final List<String> GROUP_KEYS = List.of("approve", "roles", "people");

  private final List<Settings.Member> members;

  /**
   * @param members everybody whom a rule can mean
   */
  public ApprovalReader(List<Settings.Member> members) {
    this.members = List.copyOf(members);
  }

  /** The rule here. */
  public Optional<ApprovalRule> read(Cursor at) {
    return at.fields(KEYS).map(this::rule);
  }

  /** The rule among these keys. */
  ApprovalRule rule(Fields f) {
    boolean several = f.find("groups").isPresent();
    if (several && GROUP_KEYS.stream().anyMatch(k -> f.find(k).isPresent())) {
      f.self().error("has both \"groups\" and approve/roles/people; write only one of them");
    }
    List<Group> groups =
        several ? f.each("groups", g -> g.fields(GROUP_KEYS).map(this::group)) : List.of(group(f));
    return new ApprovalRule(
        groups,
        f.or("expires", Scalars::span, EXPIRES),
        f.read("escalate", this::escalation).orElse(null),
        f.or("not_initiator", Scalars::flag, false),
        terms(f, groups));
  }

  private Terms terms(Fields f, List<Group> groups) {
    int deny = f.or("deny", at -> Scalars.whole(at, 1, 20), 1);
    long able = members.stream().filter(m -> groups.stream().anyMatch(g -> in(g, m))).count();
    if (deny > Math.max(1, able)) {
      f.self().warning("wants " + deny + " people to say no, but only " + able + " can");
    }
    boolean reason =
        f.or("reason", at -> Scalars.choice(at, Reason.class), Reason.OPTIONAL) == Reason.REQUIRED;
    Duration grace = f.or("grace", Graces::read, Duration.ZERO);
    return new Terms(deny, reason, false, grace, Duration.ZERO);
  }

  private enum Reason {
    OPTIONAL,
    REQUIRED
  }

  private static boolean in(Group g, Settings.Member m) {
    return g.people().contains(m.name()) || m.roles().stream().anyMatch(g.roles()::contains);
  }

  private Group group(Fields f) {
    int count = f.or("approve", at -> Scalars.whole(at, 1, 20), 1);
    List<String> roles = f.each("roles", this::role);
    List<String> people = f.each("people", this::person);
    Group group = new Group(count, roles, people);
    long able = members.stream().filter(m -> in(group, m)).count();
    if (able == 0) {
      f.self().warning("names nobody, so nobody can approve");
    } else if (able < count) {
      f.self().warning("wants " + group.shown() + ", but only " + able + " can vote");
    }
    return group;
  }

  private Optional<Escalation> escalation(Cursor at) {
    return at.fields(List.of("after", "to"))
        .flatMap(f -> {
          Optional<Duration> after = f.need("after", Scalars::span, "10m");
          Optional<String> to = f.need("to", this::role, "owner");
          return after.isPresent() && to.isPresent()
              ? Optional.of(new Escalation(after.get(), to.get()))
              : Optional.empty();
        });
  }

  private Optional<String> role(Cursor at) {
    Set<String> roles = new TreeSet<>();
    members.forEach(m -> roles.addAll(m.roles()));
    return among(at, roles, "nobody has the role");
  }

  private Optional<String> person(Cursor at) {
    Set<String> names = new TreeSet<>(members.stream().map(Settings.Member::name).toList());
    return among(at, names, "there is no person");
  }

  private static Optional<String> among(Cursor at, Set<String> known, String otherwise) {
    return Scalars.text(at)
        .filter(word -> {
          if (!known.contains(word)) {
            String shown = Text.line(word, 60);
            at.error(otherwise + " \"" + shown + "\"" + Nearest.hint(shown, known));
          }
          return known.contains(word);
        });
  }
}
