package nightshift.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.policy.Guards;

/**
 * Approval rules and brakes that hold for every playbook.
 *
 * @param approval the rule per risk, for playbooks without one; a risk that is missing is approved
 *     by nobody
 * @param automaticUpTo the highest risk that a playbook with {@code autonomy: auto} may run unasked
 * @param maxInFlight most plans executing at once
 * @param maxAutomatic most automatic plans per {@code automaticWindow}; beyond it, plans ask
 * @param protectedTargets globs of {@code kind:name} that no plan may touch
 * @param guards further brakes
 */
public record PolicySettings(
    Map<Risk, ApprovalRule> approval,
    Risk automaticUpTo,
    int maxInFlight,
    int maxAutomatic,
    Duration automaticWindow,
    List<String> protectedTargets,
    Guards guards) {}
