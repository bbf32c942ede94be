/** What the tests of all chats share. */
@NullMarked
package nightshift.bot.chat;

import org.jspecify.annotations.NullMarked;
