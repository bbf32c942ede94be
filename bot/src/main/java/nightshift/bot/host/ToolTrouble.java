package nightshift.bot.host;

/** A program did not do what was asked. The message says what was asked and what happened. */
public final class ToolTrouble extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is known about it. */
  public enum Kind {
    /** The machine has no such program. Nothing was done. */
    MISSING,
    /** No program could be started there. Nothing was done. */
    NOT_STARTED,
    /** It ran, and ended with an error. */
    REFUSED,
    /** It was stopped because its time was over: what it did is not known. */
    LATE
  }

  private final Kind kind;

  ToolTrouble(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What is known about it. */
  public Kind kind() {
    return kind;
  }
}
