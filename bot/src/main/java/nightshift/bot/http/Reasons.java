package nightshift.bot.http;

/** The titles of HTTP statuses. */
final class Reasons {

  private Reasons() {}

  /** The standard phrase, or the class of the status when it is a rare one. */
  static String of(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not logged in";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 408 -> "Request timed out";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 413 -> "Content too large";
      case 414 -> "Address too long";
      case 415 -> "Unsupported media type";
      case 422 -> "Invalid content";
      case 429 -> "Too many requests";
      case 431 -> "Headers too large";
      case 500 -> "Internal error";
      case 503 -> "Not available now";
      default -> status < 500 ? "Refused" : "Server error";
    };
  }
}
