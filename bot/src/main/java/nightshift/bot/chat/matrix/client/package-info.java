/**
 * A thin client of the Matrix Client-Server API, v1.11, on the JDK's HTTP client: the calls that a
 * room of cards needs, each bounded in time and bytes. It knows nothing of plans.
 */
@NullMarked
package nightshift.bot.chat.matrix.client;

import org.jspecify.annotations.NullMarked;
