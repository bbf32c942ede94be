/** Alerts in the form of the original design, and its test alerts. */
@NullMarked
package nightshift.bot.source.api;

import org.jspecify.annotations.NullMarked;
