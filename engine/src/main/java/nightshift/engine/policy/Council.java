package nightshift.engine.policy;

import java.util.List;
import java.util.Optional;
import nightshift.engine.plan.ApprovalRule;
import org.jspecify.annotations.Nullable;

/** Counts votes by a rule. Pure. */
public final class Council {

  private Council() {}

  /** Why this person may not vote by this rule; empty when they may. */
  public static Optional<String> ineligible(
      ApprovalRule rule, Person person, @Nullable String initiator) {
    if (rule.notInitiator() && person.name().equals(initiator)) {
      return Optional.of("who asked for a plan may not approve it; " + rule.shown() + " may");
    }
    boolean in = rule.groups().stream().anyMatch(g -> member(g, person.name(), person.roles()));
    return in ? Optional.empty() : Optional.of("only " + rule.shown() + " may decide this plan");
  }

  /** Whether the approvals among these votes satisfy every group. No groups satisfy nothing. */
  public static boolean approved(ApprovalRule rule, List<Vote> votes) {
    return !rule.groups().isEmpty()
        && rule.groups().stream().allMatch(g -> approvals(g, votes) >= Math.max(1, g.count()));
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
    return votes.stream()
        .filter(v -> v.choice() == Vote.Choice.APPROVE)
        .filter(v -> member(group, v.person(), v.roles()))
        .map(Vote::person)
        .distinct()
        .count();
  }

  private static boolean member(ApprovalRule.Group g, String name, java.util.Set<String> roles) {
    return g.people().contains(name) || g.roles().stream().anyMatch(roles::contains);
  }
}
