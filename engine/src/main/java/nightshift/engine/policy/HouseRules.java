package nightshift.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;

/**
 * What holds for every playbook of an installation.
 *
 * @param approval the rule per risk, for playbooks without one; a missing risk is approved by
 *     nobody
 * @param automaticUpTo the highest risk that may run unasked; high and critical never do
 * @param maxInFlight most plans executing at once
 * @param maxAutomatic most automatic plans per {@code automaticWindow}
 * @param automaticWindow see {@code maxAutomatic}
 * @param protectedTargets globs of {@code kind:name} that no plan may touch
 * @param automaticOff why nothing runs unasked at all, such as a failed self-test; empty when it
 *     may
 */
public record HouseRules(
    Map<Risk, ApprovalRule> approval,
    Risk automaticUpTo,
    int maxInFlight,
    int maxAutomatic,
    Duration automaticWindow,
    List<String> protectedTargets,
    String automaticOff) {

  private static final ApprovalRule NOBODY =
      new ApprovalRule(List.of(), Duration.ofMinutes(30), null, false);

  public HouseRules {
    approval = Map.copyOf(approval);
    protectedTargets = List.copyOf(protectedTargets);
  }

  /** The rule for this risk; one that allows nobody when there is none. */
  public ApprovalRule rule(Risk risk) {
    return approval.getOrDefault(risk, NOBODY);
  }

  /** The same rules, but every plan asks. */
  public HouseRules withoutAutomatic(String why) {
    return new HouseRules(
        approval, automaticUpTo, maxInFlight, maxAutomatic, automaticWindow, protectedTargets, why);
  }
}
