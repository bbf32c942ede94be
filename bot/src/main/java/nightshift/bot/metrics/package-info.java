/**
 * Figures for Prometheus: what happened since the start, by the event log, and how things are now.
 */
@NullMarked
package nightshift.bot.metrics;

import org.jspecify.annotations.NullMarked;
