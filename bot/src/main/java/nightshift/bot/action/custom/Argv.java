package nightshift.bot.action.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arguments with places for inputs, and how arguments look to people. */
final class Argv {

  private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private Argv() {}

  /**
   * Fills inputs in. One argument stays one argument, and what a value contains is not looked at
   * again. Empty when an input has no value.
   */
  static Optional<List<String>> filled(List<String> template, Map<String, String> values) {
    List<String> out = new ArrayList<>();
    for (String part : template) {
      Matcher holes = HOLE.matcher(part);
      StringBuilder argument = new StringBuilder();
      while (holes.find()) {
        String value = values.get(holes.group(1));
        if (value == null) {
          return Optional.empty();
        }
        holes.appendReplacement(argument, Matcher.quoteReplacement(value));
      }
      out.add(holes.appendTail(argument).toString());
    }
    return Optional.of(out);
  }

  /** For people: words that are not plain in quotes, so that one sees where each ends. */
  static String shown(List<String> argv) {
    return argv.stream().map(Argv::shown).collect(Collectors.joining(" "));
  }

  /** One argument in quotes, if it needs them. */
  static String shown(String argument) {
    return PLAIN.matcher(argument).matches() ? argument : quoted(argument);
  }

  /** One argument in quotes, on one line, so that different arguments always look different. */
  static String quoted(String argument) {
    StringBuilder out = new StringBuilder("\"");
    argument
        .chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').append((char) c);
          } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.isSurrogate((char) c)) {
            out.append("\\u%04x".formatted(c));
          } else {
            out.append((char) c);
          }
        });
    return out.append('"').toString();
  }
}
