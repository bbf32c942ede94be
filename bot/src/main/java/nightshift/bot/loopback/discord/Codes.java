package nightshift.bot.loopback.discord;

/** Statuses, and Discord's own codes of what went wrong, as its documentation lists them. */
final class Codes {

  static final int CREATED = 201;
  static final int BAD = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;

  static final int UNKNOWN_CHANNEL = 10003;
  static final int UNKNOWN_MESSAGE = 10008;
  static final int INVALID_FORM = 50035;
  static final int THREAD_ARCHIVED = 50083;
  static final int HAS_THREAD_ALREADY = 160004;

  private Codes() {}
}
