/**
 * The web room: the embedded chat at {@code /}. Pages are drawn from the ledger by the server; a
 * browser only swaps pieces of them in.
 */
@NullMarked
package nightshift.bot.chat.web;

import org.jspecify.annotations.NullMarked;
