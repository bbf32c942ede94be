package nightshift.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Terms;

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
 * @param guards further brakes
 */
public record HouseRules(
    Map<Risk, ApprovalRule> approval,
    Risk automaticUpTo,
    int maxInFlight,
    int maxAutomatic,
    Duration automaticWindow,
    List<String> protectedTargets,
    String automaticOff,
    Guards guards) {

  private static final ApprovalRule NOBODY =
      new ApprovalRule(List.of(), Duration.ofMinutes(30), null, false);

  public HouseRules {
    approval = Map.copyOf(approval);
    protectedTargets = List.copyOf(protectedTargets);
  }

  /** Rules without further brakes. */
  public HouseRules(
      Map<Risk, ApprovalRule> approval,
      Risk automaticUpTo,
      int maxInFlight,
      int maxAutomatic,
      Duration automaticWindow,
      List<String> protectedTargets,
      String automaticOff) {
    this(
        approval,
        automaticUpTo,
        maxInFlight,
        maxAutomatic,
        automaticWindow,
        protectedTargets,
        automaticOff,
        Guards.NONE);
  }

  /**
   * Who may allow a plan: the first case of the house that fits it, or else the playbook's own
   * rule, or else the risk's.
   */
  public ApprovalRule rule(Optional<ApprovalRule> own, RuleCase.Matter matter) {
    ApprovalRule rule =
        guards.cases().stream()
            .filter(c -> c.fits(matter))
            .map(RuleCase::rule)
            .findFirst()
            .or(() -> own)
            .orElseGet(() -> rule(matter.risk()));
    return guards.solo().map(grace -> solo(rule, matter.risk(), grace)).orElse(rule);
  }

  private static ApprovalRule solo(ApprovalRule rule, Risk risk, Duration grace) {
    Terms t = rule.terms();
    boolean longer = risk == Risk.CRITICAL && grace.compareTo(t.grace()) > 0;
    return rule.with(
        new Terms(t.deny(), t.reason(), true, longer ? grace : t.grace(), t.countdown()));
  }

  /** The rule for this risk; one that allows nobody when there is none. */
  public ApprovalRule rule(Risk risk) {
    return approval.getOrDefault(risk, NOBODY);
  }

  /** The same rules, but every plan asks. */
  public HouseRules withoutAutomatic(String why) {
    return new HouseRules(
        approval,
        automaticUpTo,
        maxInFlight,
        maxAutomatic,
        automaticWindow,
        protectedTargets,
        why,
        guards);
  }

  /** The same rules, but this one for this risk. */
  public HouseRules allowing(Risk risk, ApprovalRule rule) {
    Map<Risk, ApprovalRule> all = new java.util.EnumMap<>(Risk.class);
    all.putAll(approval);
    all.put(risk, rule);
    return new HouseRules(
        all,
        automaticUpTo,
        maxInFlight,
        maxAutomatic,
        automaticWindow,
        protectedTargets,
        automaticOff,
        guards);
  }

  /** The same rules with these further brakes. */
  public HouseRules with(Guards other) {
    return new HouseRules(
        approval,
        automaticUpTo,
        maxInFlight,
        maxAutomatic,
        automaticWindow,
        protectedTargets,
        automaticOff,
        other);
  }
}
