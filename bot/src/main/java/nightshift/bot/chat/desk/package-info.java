/**
 * The desk: what people ask about plans, and what they are answered, in plain words for every chat.
 * The rooms see it; it sees no room and no platform's markup.
 */
@NullMarked
package nightshift.bot.chat.desk;

import org.jspecify.annotations.NullMarked;
