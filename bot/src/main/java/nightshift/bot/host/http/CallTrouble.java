package nightshift.bot.host.http;

/** An HTTP call did not go through. The message says what was asked, and what happened. */
public final class CallTrouble extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is known of it. */
  public enum Kind {
    /** Nobody answers there: nothing was done. */
    UNREACHABLE,
    /** It was sent, and then nothing came: it may have been done. */
    NO_ANSWER,
    /** It was answered with a refusal: nothing was done. */
    REFUSED,
    /** The answer is not what such an application gives. */
    ODD
  }

  private final Kind kind;
  private final int status;

  public CallTrouble(Kind kind, String message) {
    this(kind, 0, message);
  }

  /**
   * @param status of the answer, 0 when there was none
   */
  public CallTrouble(Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status of the answer, 0 when there was none. */
  public int status() {
    return status;
  }
}
