package nightshift.engine.plan;

import java.time.Instant;

/**
 * The right of one process to execute one plan. Safety rests on step permits; the lease only says
 * when others may stop waiting.
 *
 * @param plan which
 * @param owner the process, unique per start
 * @param epoch grows when a claim is taken over; permits are refused to older epochs
 * @param until when the lease lapses unless renewed
 */
public record Claim(PlanId plan, String owner, long epoch, Instant until) {}
