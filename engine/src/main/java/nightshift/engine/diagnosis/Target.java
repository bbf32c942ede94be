package nightshift.engine.diagnosis;

import java.util.regex.Pattern;

/**
 * What a plan acts on, written {@code kind:name}: {@code container:web}, {@code disk:/srv/pool}. At
 * most one live plan exists per target.
 *
 * @param kind the family, lower case
 * @param name the thing's own name within the family; the family checks it further
 */
public record Target(String kind, String name) {

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  // No spaces, quotes, dollars, semicolons or leading dashes: a name is data, and must look it.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_./:@+-]{0,254}");

  /**
   * @throws IllegalArgumentException when the kind or name is not of the allowed form, or the name
   *     climbs with {@code ..}
   */
  public Target {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException(
          "target kind \"" + shown(kind) + "\" is not a lower-case word");
    }
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "target name \"" + shown(name) + "\" has characters that no " + kind + " name has");
    }
  }

  /**
   * Reads {@code kind:name}.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public static Target parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "target \"" + shown(text) + "\" is not of the form kind:name");
    }
    return new Target(text.substring(0, colon), text.substring(colon + 1));
  }

  private static String shown(String raw) {
    return nightshift.engine.alert.Text.line(raw, 60);
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
