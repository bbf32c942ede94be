/** The performance family: what processes use, which are suspicious, and what is done to them. */
@NullMarked
package nightshift.bot.action.process;

import org.jspecify.annotations.NullMarked;
