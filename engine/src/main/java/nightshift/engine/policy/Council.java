package nightshift.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nightshift.engine.plan.ApprovalRule;
import org.jspecify.annotations.Nullable;

/** Counts votes by a rule. Pure. */
public final class Council {

  private Council() {}

  /** Why this person may not approve by this rule; empty when they may. */
  public static Optional<String> ineligible(
      ApprovalRule rule, Person person, @Nullable String initiator) {
    if (rule.notInitiator() && !rule.terms().solo() && person.name().equals(initiator)) {
      return Optional.of("who asked for a plan may not approve it; " + rule.shown() + " may");
    }
    return outsider(rule, person);
  }

  /** Whether the rule names nobody at all. */
  public static boolean nobody(ApprovalRule rule) {
    return rule.groups().stream().allMatch(g -> g.people().isEmpty() && g.roles().isEmpty());
  }

  /** Why this person has no say at all; who asked for a plan may still stop it. */
  public static Optional<String> outsider(ApprovalRule rule, Person person) {
    boolean in = rule.groups().stream().anyMatch(g -> member(g, person.name(), person.roles()));
    return in ? Optional.empty() : Optional.of("only " + rule.shown() + " may decide this plan");
  }

  /** Whether the approvals among these votes satisfy every group. No groups satisfy nothing. */
  public static boolean approved(ApprovalRule rule, List<Vote> votes) {
    return !rule.groups().isEmpty()
        && rule.groups().stream().allMatch(g -> approvals(g, votes) >= Math.max(1, g.count()));
  }

  /** Whether enough people who may decide said no. */
  public static boolean denied(ApprovalRule rule, List<Vote> votes) {
    return missingToDeny(rule, votes) == 0;
  }

  /** How many more have to say no. */
  public static int missingToDeny(ApprovalRule rule, List<Vote> votes) {
    long no =
        votes.stream()
            .filter(v -> v.choice() == Vote.Choice.REJECT)
            .filter(v -> rule.groups().stream().anyMatch(g -> member(g, v.person(), v.roles())))
            .map(Vote::person)
            .distinct()
            .count();
    return (int) Math.max(0, rule.terms().deny() - no);
  }

  /** Whether this person said no to this. A no stands: it cannot be taken back by a yes. */
  public static boolean saidNo(List<Vote> votes, String person) {
    return naySayers(votes).contains(person);
  }

  private static Set<String> naySayers(List<Vote> votes) {
    return votes.stream()
        .filter(v -> v.choice() == Vote.Choice.REJECT)
        .map(Vote::person)
        .collect(Collectors.toSet());
  }

  /** What is still needed, in words: {@code 1 more of oncall}. */
  public static String missing(ApprovalRule rule, List<Vote> votes) {
    return String.join(
        " and ",
        rule.groups().stream()
            .filter(g -> approvals(g, votes) < Math.max(1, g.count()))
            .map(g ->
                new ApprovalRule.Group(
                        (int) (Math.max(1, g.count()) - approvals(g, votes)), g.roles(), g.people())
                    .shown()
                    .replaceFirst(" of ", " more of "))
            .toList());
  }

  private static long approvals(ApprovalRule.Group group, List<Vote> votes) {
    Set<String> no = naySayers(votes);
    return votes.stream()
        .filter(v -> v.choice().yes())
        .filter(v -> member(group, v.person(), v.roles()))
        .map(Vote::person)
        .filter(p -> !no.contains(p))
        .distinct()
        .count();
  }

  private static boolean member(ApprovalRule.Group g, String name, Set<String> roles) {
    return g.people().contains(name) || g.roles().stream().anyMatch(roles::contains);
  }
}
