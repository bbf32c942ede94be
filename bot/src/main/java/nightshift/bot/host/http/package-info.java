/** Asking HTTP services on this network whether they are well. */
@NullMarked
package nightshift.bot.host.http;

import org.jspecify.annotations.NullMarked;
