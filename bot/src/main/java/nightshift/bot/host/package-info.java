/** This machine: running programs on it, without a shell. */
@NullMarked
package nightshift.bot.host;

import org.jspecify.annotations.NullMarked;
