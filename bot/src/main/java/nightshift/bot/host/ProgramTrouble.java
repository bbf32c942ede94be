package nightshift.bot.host;

import nightshift.engine.action.ActionException;

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

  /** What it means for a look before a deed: nothing was touched. */
  public ActionException refusal() {
    String why = String.valueOf(getMessage());
    return switch (kind) {
      case UNREACHABLE, NO_ANSWER -> ActionException.unanswered(why);
      case MISSING, REFUSED -> new ActionException(ActionException.Effect.NONE, why);
    };
  }

  public Kind kind() {
    return kind;
  }
}
