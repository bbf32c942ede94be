package nightshift.bot.chat.matrix.client;

/**
 * Whose token it is.
 *
 * @param user the MXID
 * @param device transaction ids are known to the homeserver per device; empty when it has none
 */
public record Account(String user, String device) {}
