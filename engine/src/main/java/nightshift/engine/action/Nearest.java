package nightshift.engine.action;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that a misspelt one was meant to be. */
public final class Nearest {

  private Nearest() {}

  /**
   * {@code ; did you mean "steps"?}, or the known words when none is near, or nothing when none are
   * known.
   */
  public static String hint(String word, Collection<String> known) {
    Optional<String> near = to(word, known);
    if (near.isPresent()) {
      return "; did you mean \"" + near.get() + "\"?";
    }
    return known.isEmpty() || known.size() > 20 ? "" : "; known: " + String.join(", ", known);
  }

  /** The nearest known word within two edits (Levenshtein), or a third of its length. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(word, k) <= Math.max(2, k.length() / 3))
        .min(Comparator.comparingInt(k -> distance(word, k)));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
