package nightshift.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may allow a plan, and how many of them it takes. A person counts toward every group that they
 * are in; all groups must be satisfied. No groups, or groups that name nobody, allow nobody.
 *
 * @param groups each must reach its count
 * @param expires how long people have from the first delivered card
 * @param escalate whom to call when nobody answers; null for nobody
 * @param notInitiator the person who asked for the plan may not approve it
 * @param terms the finer print
 */
public record ApprovalRule(
    List<Group> groups,
    Duration expires,
    @Nullable Escalation escalate,
    boolean notInitiator,
    Terms terms) {

  public ApprovalRule {
    groups = List.copyOf(groups);
    // Plans that were written down before there were terms have none.
    terms = terms == null ? Terms.USUAL : terms;
  }

  /** A rule with the usual terms. */
  public ApprovalRule(
      List<Group> groups, Duration expires, @Nullable Escalation escalate, boolean notInitiator) {
    this(groups, expires, escalate, notInitiator, Terms.USUAL);
  }

  /** The same people under other terms. */
  public ApprovalRule with(Terms other) {
    return new ApprovalRule(groups, expires, escalate, notInitiator, other);
  }

  /** How long the clock of the first delivered card runs: the countdown, or until it expires. */
  public Duration clock() {
    return countsDown() ? terms.countdown() : expires;
  }

  /** Whether the plan runs by itself when its clock ends and nobody cancelled. */
  public boolean countsDown() {
    return !terms.countdown().isZero();
  }

  /** The same rule, but silence is a no. */
  public ApprovalRule asking() {
    return with(terms.countdown(Duration.ZERO));
  }

  /**
   * Some number of people out of a circle.
   *
   * @param count how many approvals
   * @param roles anyone with one of these roles
   * @param people these people by name
   */
  public record Group(int count, List<String> roles, List<String> people) {
    public Group {
      roles = List.copyOf(roles);
      people = List.copyOf(people);
    }

    /** {@code 2 of oncall, alice}. */
    public String shown() {
      java.util.List<String> names = new java.util.ArrayList<>(roles);
      names.addAll(people);
      return count + " of " + (names.isEmpty() ? "nobody" : String.join(", ", names));
    }
  }

  /**
   * @param after since the first delivered card
   * @param to a role
   */
  public record Escalation(Duration after, String to) {}

  /** Roles, and names of people, whom a plan that waits or is in trouble calls. */
  public List<String> called() {
    return groups.stream()
        .flatMap(g -> Stream.concat(g.roles().stream(), g.people().stream()))
        .distinct()
        .toList();
  }

  /** In words: {@code 1 of oncall and 1 of owner}. */
  public String shown() {
    return groups.isEmpty()
        ? "nobody"
        : String.join(" and ", groups.stream().map(Group::shown).toList());
  }
}
