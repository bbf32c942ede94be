package nightshift.engine.action;

import nightshift.engine.alert.Redaction;

/**
 * An action did not go through. The message says what was being done, to what, and what happened.
 */
public final class ActionException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the world looks like now, as far as is known. */
  public enum Effect {
    /** Nothing was touched. */
    NONE,
    /** Something was touched and it is known what; undo restores it. */
    PARTIAL,
    /** It may or may not have happened: timed out, connection lost. Leads to IN_DOUBT. */
    UNKNOWN
  }

  private final Effect effect;
  private final boolean unanswered;

  /**
   * @param message secrets in it are taken out
   */
  public ActionException(Effect effect, String message) {
    this(effect, message, false);
  }

  private ActionException(Effect effect, String message, boolean unanswered) {
    super(Redaction.of(message));
    this.effect = effect;
    this.unanswered = unanswered;
  }

  /**
   * What would have to be asked before anything can be done (an engine, a host) does not answer, so
   * nothing was touched; a little later it may.
   *
   * @param message secrets in it are taken out
   */
  public static ActionException unanswered(String message) {
    return new ActionException(Effect.NONE, message, true);
  }

  /** The same, with more said. */
  public ActionException with(String more) {
    return new ActionException(effect, getMessage() + more, unanswered);
  }

  public Effect effect() {
    return effect;
  }

  /** Whether it is worth asking again a little later. */
  public boolean isUnanswered() {
    return unanswered;
  }
}
