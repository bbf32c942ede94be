/**
 * The Discord room: cards with buttons in one channel, a thread per card, and the command {@code
 * /remediation}. Nothing is kept here that the ledger does not have; JDA is used nowhere else.
 */
@NullMarked
package nightshift.bot.chat.discord;

import org.jspecify.annotations.NullMarked;
