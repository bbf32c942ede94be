package nightshift.engine.port;

import java.time.Duration;

/** A chat platform did not take a message. */
public final class ChatException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Try again later. */
    UNAVAILABLE,
    /** The message or thread is no longer there: post it anew. */
    GONE,
    /** It will never be taken: a missing permission, a limit. Needs a person. */
    REFUSED
  }

  private final Kind kind;
  private final Duration retryAfter;

  /**
   * @param retryAfter what the platform asked for; zero when it did not say
   */
  public ChatException(Kind kind, String message, Duration retryAfter) {
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
}
