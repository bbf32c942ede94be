/** Tests of the web room, over real HTTP, with the real engine, in a real browser. */
@NullMarked
package nightshift.bot.chat.web;

import org.jspecify.annotations.NullMarked;
