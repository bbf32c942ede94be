/** The Matrix room against a homeserver of our own on the loopback. */
@NullMarked
package nightshift.bot.chat.matrix;

import org.jspecify.annotations.NullMarked;
