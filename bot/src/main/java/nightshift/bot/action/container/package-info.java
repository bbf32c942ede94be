/** The container family: what is seen of containers, and what is done to them. */
@NullMarked
package nightshift.bot.action.container;

import org.jspecify.annotations.NullMarked;
