/**
 * One action or probe for several machines: whichever the target is on, the one for that machine is
 * asked, in that machine's own words.
 */
@NullMarked
package nightshift.bot.action.elsewhere;

import org.jspecify.annotations.NullMarked;
