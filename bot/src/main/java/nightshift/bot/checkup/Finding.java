package nightshift.bot.checkup;

/**
 * What one look showed.
 *
 * @param verdict how it is
 * @param what was looked at, and what was seen
 * @param remedy what to do; empty when nothing has to be done
 */
public record Finding(Verdict verdict, String what, String remedy) {

  /** How something is. */
  public enum Verdict {
    /** As it should be. */
    GOOD,
    /** Worth knowing; it works. */
    NOTE,
    /** It does not work. */
    BAD
  }

  /** All is well. */
  public static Finding good(String what) {
    return new Finding(Verdict.GOOD, what, "");
  }

  /** Worth knowing. */
  public static Finding note(String what) {
    return new Finding(Verdict.NOTE, what, "");
  }

  /** It does not work, and this helps. */
  public static Finding bad(String what, String remedy) {
    return new Finding(Verdict.BAD, what, remedy);
  }
}
