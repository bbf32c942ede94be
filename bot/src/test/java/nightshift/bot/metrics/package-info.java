/** Tests of the figures, by real scrapes. */
@NullMarked
package nightshift.bot.metrics;

import org.jspecify.annotations.NullMarked;
