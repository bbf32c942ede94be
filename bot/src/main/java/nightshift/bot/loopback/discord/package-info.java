/**
 * A stand-in for Discord on the loopback, as far as the room uses it: REST, gateway, and people who
 * press. For the bench and for tests; nothing that serves people depends on it.
 */
@NullMarked
package nightshift.bot.loopback.discord;

import org.jspecify.annotations.NullMarked;
