package nightshift.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Regexes;
import nightshift.config.yaml.Scalars;

/** Reads the declared inputs of a custom action. */
final class InputReader {

  private static final List<String> KEYS =
      List.of("type", "one_of", "pattern", "default", "folder");
  private static final java.util.regex.Pattern NAME =
      java.util.regex.Pattern.compile("[a-z][a-z0-9_]{0,31}");

  private InputReader() {}

  /** The inputs, in their order. */
  static Map<String, CustomAction.Input> read(Fields action) {
    Map<String, CustomAction.Input> out = new LinkedHashMap<>();
    action
        .read("inputs", Cursor::entries)
        .ifPresent(all ->
            all.forEach((name, at) -> {
              if (!NAME.matcher(name).matches()) {
                at.errorAtKey("an input's name has lower-case letters, digits and _");
              }
              at.fields(KEYS).ifPresent(f -> out.put(name, input(f)));
            }));
    return Collections.unmodifiableMap(out);
  }

  private static CustomAction.Input input(Fields f) {
    CustomAction.Input.Type type =
        f.need("type", at -> Scalars.choice(at, CustomAction.Input.Type.class), "name")
            .orElse(CustomAction.Input.Type.TEXT);
    CustomAction.Input input =
        new CustomAction.Input(
            type,
            f.each("one_of", Scalars::literal),
            f.read("pattern", InputReader::pattern),
            f.read("default", Scalars::literal),
            folder(f, type));
    f.find("default")
        .ifPresent(at ->
            input
                .defaultValue()
                .flatMap(value -> InputValues.refusal(input, value))
                .ifPresent(why -> at.error("this input does not allow it: it " + why)));
    return input;
  }

  private static Optional<Path> folder(Fields f, CustomAction.Input.Type type) {
    boolean file = type == CustomAction.Input.Type.FILE;
    if (file && f.find("folder").isEmpty()) {
      f.self().error("\"folder\" is missing: a file has to be in a folder that you name");
    } else if (!file) {
      f.find("folder").ifPresent(at -> at.errorAtKey("is for the type file alone"));
    }
    return f.read("folder", Scalars::path);
  }

  private static Optional<String> pattern(Cursor at) {
    return Scalars.literal(at).filter(regex -> Regexes.compile(at, regex).isPresent());
  }
}
