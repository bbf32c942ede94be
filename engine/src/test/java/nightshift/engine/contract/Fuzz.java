package nightshift.engine.contract;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Many cases out of one seed. {@code -Dnightshift.fuzz=full} runs all of them, 100,000 over all
 * tests that use this; otherwise a share runs. A case that fails says how to run it alone.
 */
public final class Fuzz {

  private static final String SIZE = "nightshift.fuzz";
  private static final String SEED = "nightshift.fuzz.seed";
  private static final String CASE = "nightshift.fuzz.case";
  private static final long USUAL = 20_261_124;

  /** What no sender of JSON means. */
  private static final List<String> ODD =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "null",
          "true",
          "-",
          "1e999",
          "\u0000",
          "\\u0000",
          "\\ud800",
          "\ufeff",
          "../../etc/passwd",
          "$(id)",
          "; rm -rf /",
          "@everyone",
          "<script>alert(1)</script>",
          "%00",
          "NaN",
          "0x1");

  private Fuzz() {}

  /** Pieces to put into JSON that nobody means, and these. */
  public static List<String> odd(String... more) {
    return Stream.concat(ODD.stream(), Stream.of(more)).toList();
  }

  /** One case. */
  public interface Case {
    /** Throws when something is wrong. */
    void run(int number, Random random) throws Exception;
  }

  /**
   * Runs them, each with its own numbers.
   *
   * @param share how many when nobody asks for all
   * @param all how many there are
   * @return how many ran
   */
  public static int each(int share, int all, Case one) {
    long seed = Long.getLong(SEED, USUAL);
    Integer alone = Integer.getInteger(CASE);
    int from = alone == null ? 0 : alone;
    int to = alone == null ? cases(share, all) : alone + 1;
    for (int i = from; i < to; i++) {
      try {
        one.run(i, new Random(seed * 1_000_003 + i));
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw new AssertionError(
            "case %d of seed %d (again: -D%s=%d -D%s=%d): %s"
                .formatted(i, seed, SEED, seed, CASE, i, e),
            e);
      }
    }
    return to - from;
  }

  private static int cases(int share, int all) {
    return "full".equals(System.getProperty(SIZE)) ? all : share;
  }

  /** One of these. */
  @SafeVarargs
  public static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  /** A text with pieces put in, cut out and repeated; sometimes as it is. */
  public static String mutated(String text, Random random, List<String> pieces) {
    StringBuilder out = new StringBuilder(text);
    for (int n = random.nextInt(5); n > 0 && !out.isEmpty(); n--) {
      int at = random.nextInt(out.length());
      int end = Math.min(out.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, pieces.get(random.nextInt(pieces.size())));
        case 2 -> out.replace(at, end, pieces.get(random.nextInt(pieces.size())));
        case 3 -> out.insert(at, out.substring(at, Math.min(out.length(), at + 200)));
        default -> out.setCharAt(at, (char) (32 + random.nextInt(96)));
      }
    }
    return out.toString();
  }
}
