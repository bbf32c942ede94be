/** The Discord room against a stand-in of Discord on the loopback, with the real JDA. */
@NullMarked
package nightshift.bot.chat.discord;

import org.jspecify.annotations.NullMarked;
