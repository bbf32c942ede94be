package nightshift.engine.port;

/**
 * How a part is.
 *
 * @param ok whether it works
 * @param detail one line: what is wrong and what to do; empty when it works
 */
public record Health(boolean ok, String detail) {

  /** It works. */
  public static final Health OK = new Health(true, "");

  /** It does not, because. */
  public static Health bad(String detail) {
    return new Health(false, detail);
  }
}
