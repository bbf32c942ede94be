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

  /**
   * @param message secrets in it are taken out
   */
  public ActionException(Effect effect, String message) {
    super(Redaction.of(message));
    this.effect = effect;
  }

  public Effect effect() {
    return effect;
  }
}
