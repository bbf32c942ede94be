package nightshift.bot.cli;

/** The exit codes of every command. Scripts rely on them. */
public enum Exit {
  /** Done. */
  OK(0),
  /** It did not work; the line on standard error says why. */
  FAILED(1),
  /** Wrong arguments, or a configuration with mistakes. */
  USAGE(2),
  /** There is no such plan, file or alert. */
  NOT_FOUND(3),
  /** No valid token, or the person may not do this. */
  NOT_ALLOWED(4),
  /** Decided before, or something changed since it was shown. */
  CONFLICT(5),
  /** The plan was rejected, or its time ran out. */
  REJECTED(6),
  /** The event log does not fit its hashes. */
  CHAIN_BROKEN(7),
  /** The safety check refused. */
  REFUSED(8),
  /** It took too long. */
  TIMED_OUT(124);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** What the process returns. */
  public int code() {
    return code;
  }

  /** The exit code that says the same as this HTTP status. */
  static Exit of(int httpStatus) {
    return switch (httpStatus) {
      case 400, 413, 415, 422 -> USAGE;
      case 401, 403 -> NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 409, 412 -> CONFLICT;
      case 410 -> REJECTED;
      case 408, 504 -> TIMED_OUT;
      default -> httpStatus / 100 == 2 ? OK : FAILED;
    };
  }

  /** How a plan in this exact state (the API's lower-case word) ended, for {@code --wait}. */
  static Exit ofState(String state) {
    return switch (state) {
      case "resolved" -> OK;
      case "rejected", "expired" -> REJECTED;
      case "cancelled", "superseded" -> CONFLICT;
      case "blocked" -> REFUSED;
      default -> FAILED;
    };
  }
}
