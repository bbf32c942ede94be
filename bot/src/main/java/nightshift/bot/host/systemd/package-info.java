/** systemd on this or another machine: what it says of its units, and orders to it. */
@NullMarked
package nightshift.bot.host.systemd;

import org.jspecify.annotations.NullMarked;
