/** The HTTP server: the API of the original design, its WebSocket, health, and who is asking. */
@NullMarked
package nightshift.bot.http;

import org.jspecify.annotations.NullMarked;
