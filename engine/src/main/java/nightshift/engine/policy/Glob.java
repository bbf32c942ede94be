package nightshift.engine.policy;

import java.util.Collection;
import nightshift.engine.diagnosis.Target;

/**
 * Name patterns with {@code *} and {@code ?}, for allow-lists. Linear time; no regular expressions.
 */
public final class Glob {

  private Glob() {}

  /** Whether any of the patterns matches the whole name. No patterns match nothing. */
  public static boolean any(Collection<String> patterns, String name) {
    return patterns.stream().anyMatch(p -> matches(p, name));
  }

  /** Whether any of the patterns names this target, however it is spelled. */
  static boolean any(Collection<String> patterns, Target target) {
    return target.spellings().stream().anyMatch(s -> any(patterns, s));
  }

  /** Whether the pattern matches the whole name. */
  public static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
