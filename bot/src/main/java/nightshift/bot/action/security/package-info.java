/** A read-only report on what does not belong on this machine. */
@NullMarked
package nightshift.bot.action.security;

import org.jspecify.annotations.NullMarked;
