/** The REST paths and the WebSocket of the original design, on top of the engine's doors. */
@NullMarked
package nightshift.bot.http.api;

import org.jspecify.annotations.NullMarked;
