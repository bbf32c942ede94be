/** The network family: names, routes, sockets and rules, and what is done about them. */
@NullMarked
package nightshift.bot.action.network;

import org.jspecify.annotations.NullMarked;
