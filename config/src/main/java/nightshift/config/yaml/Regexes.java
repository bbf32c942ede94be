package nightshift.config.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Compiles the regexes of a file. RE2 matches in linear time, but it unrolls counted repeats when
 * it compiles: nested ones multiply, and a line of text could keep it busy for hours.
 */
public final class Regexes {

  /** The longest expression, in characters. */
  public static final int MAX_LENGTH = 500;

  /** The most copies of one atom that nested counted repeats may make. */
  public static final int MAX_COPIES = 1_000;

  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");

  private Regexes() {}

  /** The expression; empty when it is too long, too large or no RE2, which is noted here. */
  public static Optional<Pattern> compile(Cursor at, String regex) {
    Optional<String> why = tooLarge(regex);
    if (why.isPresent()) {
      at.error(why.get());
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      at.error("is not a regex: " + e.getDescription() + " (RE2 has no look-around and no \\1)");
      return Optional.empty();
    }
  }

  /** Why this expression would cost too much to compile, if it would. */
  static Optional<String> tooLarge(String regex) {
    if (regex.length() > MAX_LENGTH) {
      return Optional.of("a regex may have " + MAX_LENGTH + " characters at most");
    }
    return copies(regex) > MAX_COPIES
        ? Optional.of(
            "its nested counted repeats {n,m} multiply to more than " + MAX_COPIES + " copies")
        : Optional.empty();
  }

  /**
   * The largest product of counted repeats around any one atom, or a little more: what is unclear
   * counts as a repeat. Text that is no regex has a product, too.
   */
  static long copies(String regex) {
    Deque<Long> outer = new ArrayDeque<>();
    Matcher count = COUNT.matcher(regex);
    // The most inside the group that is open, and in the atom that was read last.
    long most = 1;
    long atom = 1;
    int at = 0;
    while (at < regex.length()) {
      char c = regex.charAt(at);
      if (c == '(') {
        outer.push(most);
        most = 1;
        atom = 1;
      } else if (c == ')') {
        atom = most;
        most = Math.max(most, outer.isEmpty() ? 1 : outer.pop());
      } else if (c == '{' && count.region(at, regex.length()).lookingAt()) {
        atom = Math.min(atom * times(count), Integer.MAX_VALUE);
        most = Math.max(most, atom);
        at = count.end();
        continue;
      } else if ("*+?".indexOf(c) < 0) {
        atom = 1;
      }
      at = next(regex, at);
    }
    return most;
  }

  private static long times(Matcher count) {
    String upper = count.group(3);
    long most = Long.parseLong(upper == null || upper.isEmpty() ? count.group(1) : upper);
    return Math.max(1, most);
  }

  // Brackets and braces that are escaped or in a class are text.
  private static int next(String regex, int at) {
    return switch (regex.charAt(at)) {
      case '\\' -> afterEscape(regex, at);
      case '[' -> afterClass(regex, at);
      default -> at + 1;
    };
  }

  private static int afterEscape(String regex, int at) {
    if (regex.startsWith("\\Q", at)) {
      return after(regex, "\\E", at);
    }
    boolean code =
        Stream.of("\\x{", "\\p{", "\\P{").anyMatch(opening -> regex.startsWith(opening, at));
    return code ? after(regex, "}", at) : at + 2;
  }

  private static int after(String regex, String closing, int at) {
    int end = regex.indexOf(closing, at);
    return end < 0 ? regex.length() : end + closing.length();
  }

  private static int afterClass(String regex, int at) {
    int i = at + 1;
    if (i < regex.length() && regex.charAt(i) == '^') {
      i++;
    }
    // A bracket that comes first is a member and does not close.
    int first = i;
    while (i < regex.length() && (regex.charAt(i) != ']' || i == first)) {
      i = afterMember(regex, i);
    }
    return i + 1;
  }

  private static int afterMember(String regex, int at) {
    if (regex.startsWith("[:", at) && regex.indexOf(":]", at) > 0) {
      return after(regex, ":]", at);
    }
    return regex.charAt(at) == '\\' ? at + 2 : at + 1;
  }
}
