package nightshift.bot.action.custom;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;

/**
 * The declared inputs of one custom action. A value is data: it is checked against its type before
 * it becomes part of an argument, and none can pass for an option.
 */
final class Inputs {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,127}");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_TEXT = 500;

  private final String action;
  private final Map<String, Input> declared;
  private final Map<String, Pattern> patterns = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException when a declared pattern is no RE2 expression
   */
  Inputs(String action, Map<String, Input> declared) {
    this.action = action;
    this.declared = Map.copyOf(new TreeMap<>(declared));
    declared.forEach((name, input) -> input.pattern().ifPresent(p -> compile(name, p)));
  }

  private void compile(String name, String pattern) {
    try {
      patterns.put(name, Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s: the pattern of input \"%s\": %s".formatted(action, name, e.getMessage()), e);
    }
  }

  /**
   * The value of every declared input, given or by default, each checked.
   *
   * @throws ActionException with {@code Effect.NONE} when one is missing, unknown or not allowed
   */
  Map<String, String> check(Map<String, String> given) throws ActionException {
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        String shown = Text.line(name, 60);
        throw refused(
            "there is no input \"" + shown + "\"" + Nearest.hint(shown, declared.keySet()));
      }
    }
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Input> e : declared.entrySet()) {
      String value = given.get(e.getKey());
      if (value == null) {
        value =
            e.getValue()
                .defaultValue()
                .orElseThrow(() -> refused("the input \"" + e.getKey() + "\" is missing"));
      }
      check(e.getKey(), e.getValue(), value);
      values.put(e.getKey(), value);
    }
    return values;
  }

  /** The defaults alone, checked. */
  Map<String, String> defaults() throws ActionException {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Input> e : declared.entrySet()) {
      Optional<String> value = e.getValue().defaultValue();
      if (value.isPresent()) {
        check(e.getKey(), e.getValue(), value.get());
        values.put(e.getKey(), value.get());
      }
    }
    return values;
  }

  /** The files among these values, each with the folder that it has to be in. */
  List<Prepared.GivenFile> files(Map<String, String> values) {
    List<Prepared.GivenFile> out = new ArrayList<>();
    values.forEach((name, value) ->
        Optional.ofNullable(declared.get(name))
            .flatMap(Input::folder)
            .ifPresent(f -> out.add(new Prepared.GivenFile(name, Path.of(value), f))));
    return out;
  }

  private void check(String name, Input input, String value) throws ActionException {
    Optional<String> trouble =
        byType(input.type(), value)
            .or(() ->
                input
                    .folder()
                    .filter(f -> !Path.of(value).startsWith(f))
                    .map(f -> "is not below " + f));
    if (trouble.isEmpty() && !input.oneOf().isEmpty() && !input.oneOf().contains(value)) {
      trouble = Optional.of("is none of " + String.join(", ", input.oneOf()));
    }
    Pattern pattern = patterns.get(name);
    if (trouble.isEmpty() && pattern != null && !pattern.matches(value)) {
      trouble = Optional.of("does not match " + pattern.pattern());
    }
    if (trouble.isPresent()) {
      throw refused(
          "the input \"%s\": \"%s\" %s".formatted(name, Text.line(value, 80), trouble.get()));
    }
  }

  private static Optional<String> byType(Input.Type type, String value) {
    return switch (type) {
      case NAME ->
          unless(
              NAME.matches(value) && !value.equals(".") && !value.equals(".."),
              "is not a name of letters, digits, dots, dashes and underscores");
      case INTEGER -> unless(INTEGER.matches(value), "is not a whole number");
      case PATH, FILE -> unless(isPath(value), "is not an absolute path without detours");
      case TEXT -> unless(isText(value, LONGEST_TEXT), "is not one line of plain text");
    };
  }

  private static boolean isPath(String value) {
    try {
      return isText(value, LONGEST_PATH)
          && value.startsWith("/")
          && Path.of(value).normalize().toString().equals(value);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Not empty, no option, and nothing in it that cleaning would change. */
  private static boolean isText(String value, int longest) {
    return !value.isEmpty() && !value.startsWith("-") && Text.line(value, longest).equals(value);
  }

  private static Optional<String> unless(boolean good, String trouble) {
    return good ? Optional.empty() : Optional.of(trouble);
  }

  private ActionException refused(String why) {
    return new ActionException(ActionException.Effect.NONE, "preparing " + action + ": " + why);
  }
}
