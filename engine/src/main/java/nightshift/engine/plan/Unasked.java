package nightshift.engine.plan;

import java.time.Instant;
import nightshift.engine.diagnosis.Target;

/**
 * One plan that nobody was asked about: it ran, runs, or is about to.
 *
 * @param at when it was allowed
 */
public record Unasked(PlanId plan, String playbook, Target target, Instant at) {}
