package nightshift.config.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;

/** Reads scalars in the type that a key wants. Each gives nothing after noting what is wrong. */
public final class Scalars {

  private static final Duration LONGEST = Duration.ofDays(3660);
  private static final int MAX_TEXT = 4_096;
  private static final int MAX_SHOWN = 60;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

  private Scalars() {}

  /** Text exactly as written; may be empty. */
  public static Optional<String> literal(Cursor at) {
    Optional<String> raw = at.isNothing() ? Optional.empty() : at.raw();
    if (raw.isEmpty()) {
      at.error("must be text, not " + at.what());
    } else if (raw.get().length() > MAX_TEXT) {
      at.error("is longer than " + MAX_TEXT + " characters");
      return Optional.empty();
    } else if (raw.get().indexOf('\0') >= 0) {
      at.error("holds a NUL character");
      return Optional.empty();
    }
    return raw;
  }

  /** Text that is not blank; a whole {@code ${NAME}} is replaced where the file allows it. */
  public static Optional<String> text(Cursor at) {
    Optional<String> value = literal(at).flatMap(raw -> substituted(at, raw));
    if (value.isPresent() && value.get().isBlank()) {
      at.error("must not be empty");
      return Optional.empty();
    }
    return value;
  }

  private static Optional<String> substituted(Cursor at, String raw) {
    Optional<Map<String, String>> environment = at.source().environment();
    if (environment.isEmpty() || !raw.contains("${")) {
      return Optional.of(raw);
    }
    Matcher m = VARIABLE.matcher(raw);
    if (!m.matches()) {
      at.error("${NAME} can only be the whole value, not a part of it");
      return Optional.empty();
    }
    String value = environment.get().get(m.group(1));
    if (value == null) {
      at.error("the environment variable " + m.group(1) + " is not set");
    }
    return Optional.ofNullable(value);
  }

  /** Whether the text here is a whole {@code ${NAME}}. */
  public static boolean isVariable(Cursor at) {
    return at.raw().filter(r -> VARIABLE.matcher(r).matches()).isPresent();
  }

  /** A word of this form, at most 64 characters. */
  public static Optional<String> word(Cursor at, Pattern form, String example) {
    return text(at).filter(t -> fits(at, t.length() <= 64 && form.matcher(t).matches(), example));
  }

  /** {@code 30s}, {@code 5m}, {@code 7d}. */
  public static Optional<Duration> duration(Cursor at) {
    return parsed(at, "a duration such as 30s, 5m or 7d", Durations::parse)
        .filter(d -> fits(at, d.compareTo(LONGEST) <= 0, "a duration of at most ten years"));
  }

  /** A duration that is more than nothing. */
  public static Optional<Duration> span(Cursor at) {
    return duration(at).filter(d -> fits(at, d.isPositive(), "a duration longer than 0"));
  }

  /** {@code 512MiB}, {@code 10GB}, in bytes. */
  public static Optional<Long> size(Cursor at) {
    return parsed(at, "a size such as 512MiB or 10GB", Bytes::parse);
  }

  /** A number, with or without decimals. */
  public static Optional<Double> number(Cursor at) {
    return parsed(
        at,
        "a number",
        t -> NUMBER.matcher(t).matches() ? Optional.of(Double.valueOf(t)) : Optional.empty());
  }

  /** A whole number between these, both included. */
  public static Optional<Integer> whole(Cursor at, int least, int most) {
    return number(at)
        .filter(n ->
            fits(
                at,
                n == Math.rint(n) && n >= least && n <= most,
                "a whole number from " + least + " to " + most))
        .map(Double::intValue);
  }

  /** {@code true} or {@code false}, and none of YAML's other spellings. */
  public static Optional<Boolean> flag(Cursor at) {
    return parsed(
        at,
        "true or false",
        t ->
            switch (t) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** One of an enum's constants, by its lower-case word with dashes. */
  public static <E extends Enum<E>> Optional<E> choice(Cursor at, Class<E> type) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    List<String> words = all.stream().map(Scalars::dashed).toList();
    return text(at)
        .flatMap(t -> {
          int i = words.indexOf(t);
          if (i < 0) {
            at.error(
                "must be one of "
                    + String.join(", ", words)
                    + ", not "
                    + quoted(at)
                    + (near(t, words)));
          }
          return i < 0 ? Optional.empty() : Optional.of(all.get(i));
        });
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String near(String t, List<String> words) {
    return t.length() > MAX_SHOWN
        ? ""
        : Nearest.to(t, words).map(w -> "; did you mean \"" + w + "\"?").orElse("");
  }

  /** A path; one that is not absolute is meant from the folder that the file is in. */
  public static Optional<Path> path(Cursor at) {
    return text(at).flatMap(t -> path(at, t));
  }

  /** Like {@link #path}, for text that stands elsewhere: in the key that leads here. */
  public static Optional<Path> path(Cursor at, String text) {
    try {
      Path folder = at.source().file().toAbsolutePath().getParent();
      return Optional.of(folder == null ? Path.of(text) : folder.resolve(text).normalize());
    } catch (InvalidPathException e) {
      at.error("must be a path, and this is none: " + e.getReason());
      return Optional.empty();
    }
  }

  /**
   * The text as Boolean, Long or Double where it stands unquoted and says exactly that; otherwise
   * the text itself, so that {@code 1.10} and {@code 007} stay what they are.
   */
  public static Object typed(Cursor at, String text) {
    if (!at.isPlain()) {
      return text;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    Object number = text.contains(".") ? (Object) Double.valueOf(text) : Long.valueOf(text);
    return number.toString().equals(text) ? number : text;
  }

  private interface Parser<T> {
    Optional<T> parse(String text);
  }

  private static <T> Optional<T> parsed(Cursor at, String what, Parser<T> parser) {
    return text(at)
        .flatMap(t -> {
          Optional<T> value = t.length() > MAX_SHOWN ? Optional.empty() : parser.parse(t);
          fits(at, value.isPresent(), what);
          return value;
        });
  }

  private static boolean fits(Cursor at, boolean ok, String what) {
    if (!ok) {
      at.error("must be " + what + ", not " + quoted(at));
    }
    return ok;
  }

  // As written in the file: the value of a variable may be a secret.
  private static String quoted(Cursor at) {
    return "\"" + Text.line(at.raw().orElse(""), MAX_SHOWN) + "\"";
  }
}
