/** The network of this or another machine: links, routes, sockets, rules, names, and knocking. */
@NullMarked
package nightshift.bot.host.net;

import org.jspecify.annotations.NullMarked;
