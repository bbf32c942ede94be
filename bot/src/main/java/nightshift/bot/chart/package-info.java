/** Pictures of numbers, for rooms that show them. */
@NullMarked
package nightshift.bot.chart;

import org.jspecify.annotations.NullMarked;
