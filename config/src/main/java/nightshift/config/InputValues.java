package nightshift.config;

import com.google.re2j.Pattern;
import java.util.Optional;

/** Whether a value may be given for a declared input of a custom action. */
public final class InputValues {

  private InputValues() {}

  /** Why this value is not allowed, as the end of a sentence about it; empty when it is. */
  public static Optional<String> refusal(CustomAction.Input input, String value) {
    if (!fits(input.type(), value)) {
      return Optional.of("is not " + what(input.type()));
    }
    if (input.folder().filter(f -> !value.startsWith(f + "/")).isPresent()) {
      return Optional.of("is not below " + input.folder().get());
    }
    if (!input.oneOf().isEmpty() && !input.oneOf().contains(value)) {
      return Optional.of("is none of " + String.join(", ", input.oneOf()));
    }
    return input.pattern().filter(p -> !Pattern.matches(p, value)).map(p -> "does not match " + p);
  }

  private static boolean fits(CustomAction.Input.Type type, String value) {
    return switch (type) {
      case NAME -> value.matches("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,127}") && !value.matches("\\.\\.?");
      case INTEGER -> value.matches("-?[0-9]{1,18}");
      case PATH, FILE -> value.startsWith("/") && !value.contains("/../") && !value.endsWith("/..");
      case TEXT -> !value.isEmpty() && !value.startsWith("-") && !value.contains("\n");
    };
  }

  private static String what(CustomAction.Input.Type type) {
    return switch (type) {
      case NAME -> "a name of letters, digits, dots, dashes and underscores";
      case INTEGER -> "a whole number";
      case PATH, FILE -> "an absolute path without detours";
      case TEXT -> "one line of plain text";
    };
  }
}
