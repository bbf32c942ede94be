/** Docker's own events as a source of alerts, so that containers heal with no monitoring at all. */
@NullMarked
package nightshift.bot.source.docker;

import org.jspecify.annotations.NullMarked;
