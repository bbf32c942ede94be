package nightshift.bot.chat.matrix.client;

import java.time.Duration;

/** A homeserver did not do what it was asked for. */
public final class MatrixException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What it means for whoever asked. */
  public enum Kind {
    /** No answer, or an answer that says nothing about the request: try again. */
    UNREACHABLE,
    /** {@code M_LIMIT_EXCEEDED}: try again after {@link #retryAfter()}. */
    LIMITED,
    /** {@code M_UNKNOWN_TOKEN}, {@code M_MISSING_TOKEN}: nobody listens to us any more. */
    TOKEN,
    /** {@code M_FORBIDDEN}: not in the room, or too little power. */
    FORBIDDEN,
    /** {@code M_NOT_FOUND}: there is no such thing, or we may not see it. */
    NOT_FOUND,
    /** {@code M_TOO_LARGE}. */
    TOO_LARGE,
    /** {@code M_DUPLICATE_ANNOTATION}: we reacted with this key before. */
    DUPLICATE,
    /** Any other lasting no. */
    REFUSED
  }

  private final Kind kind;
  private final Duration retryAfter;

  /**
   * @param message what was being done, what happened, what to check
   * @param retryAfter what the homeserver asked for; zero when it did not say
   */
  public MatrixException(Kind kind, String message, Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public Duration retryAfter() {
    return retryAfter;
  }

  /** Whether the same request may go through later. */
  public boolean passing() {
    return switch (kind) {
      case UNREACHABLE, LIMITED, TOKEN -> true;
      case FORBIDDEN, NOT_FOUND, TOO_LARGE, DUPLICATE, REFUSED -> false;
    };
  }
}
