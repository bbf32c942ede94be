package nightshift.bot.host;

/** A program could not be asked. The message says what for, where, what happened, what to do. */
public final class ProgramTrouble extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kept it from answering. */
  public enum Kind {
    /** The machine has no such program. Nothing was done. */
    MISSING,
    /** It could not be started, or the machine not be reached. Nothing was done. */
    UNREACHABLE,
    /** It said no. */
    REFUSED,
    /** It was stopped because its time was over; what it did until then is not known. */
    NO_ANSWER
  }

  private final Kind kind;

  public ProgramTrouble(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
