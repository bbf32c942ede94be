/**
 * The Matrix room: cards with reactions for buttons in one room, a thread per card, and commands
 * that begin with {@code !}. Nothing is kept here that the ledger does not have.
 */
@NullMarked
package nightshift.bot.chat.matrix;

import org.jspecify.annotations.NullMarked;
