package nightshift.engine.action;

/**
 * Whether an action can be undone, and in which words to say so.
 *
 * @param possible whether undo exists
 * @param how what undo would do, or why there is none
 */
public record Reversal(boolean possible, String how) {

  /** Undo exists and does {@code how}. */
  public static Reversal by(String how) {
    return new Reversal(true, how);
  }

  /** There is no undo, because {@code why}. */
  public static Reversal none(String why) {
    return new Reversal(false, why);
  }
}
