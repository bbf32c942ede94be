/** What {@code /proc} and the control groups tell about this machine and its processes. */
@NullMarked
package nightshift.bot.host.proc;

import org.jspecify.annotations.NullMarked;
