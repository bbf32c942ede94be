/**
 * Other machines over SSH: only those whose host key is known, with a key from a file, and every
 * wait bounded.
 */
@NullMarked
package nightshift.bot.host.ssh;

import org.jspecify.annotations.NullMarked;
