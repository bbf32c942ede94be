package nightshift.engine.playbook;

import java.time.Duration;

/**
 * Brakes that a playbook sets for itself.
 *
 * @param cooldown least time between two plans for one target
 * @param max most plans that ran per window, per target
 * @param window the window's length
 * @param breaker failures in a row after which the playbook only asks
 */
public record Limits(Duration cooldown, int max, Duration window, int breaker) {}
