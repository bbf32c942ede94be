package nightshift.engine.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a plan acts on, written {@code kind:name}: {@code container:web}, {@code disk:/srv/pool}. At
 * most one live plan exists per target.
 *
 * @param kind the family, lower case
 * @param name the thing's own name within the family; the family checks it further
 */
public record Target(String kind, String name) {

  // systemd's kinds of units.
  private static final Pattern UNIT =
      Pattern.compile(".*\\.(service|socket|timer|target|mount|path|slice|scope|swap|device)");
  private static final String SERVICE = ".service";
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
   * Reads {@code kind:name}. What has two spellings is read as one target, because locks, brakes
   * and lists of targets go by the spelling: {@code service:web.service} is {@code service:web},
   * and {@code disk:/srv//pool/} is {@code disk:/srv/pool}.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public static Target parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "target \"" + shown(text) + "\" is not of the form kind:name");
    }
    String kind = text.substring(0, colon);
    return new Target(kind, one(kind, text.substring(colon + 1)));
  }

  private static String one(String kind, String name) {
    return switch (kind) {
      case "service" -> {
        String bare =
            name.endsWith(SERVICE) ? name.substring(0, name.length() - SERVICE.length()) : name;
        yield bare.isEmpty() || bare.endsWith("/") || UNIT.matcher(bare).matches() ? name : bare;
      }
      // Two slashes at the beginning name another host.
      case "disk" -> name.replaceAll("(?<=.)/{2,}", "/").replaceAll("(?<=[^/])/$", "");
      default -> name;
    };
  }

  /** Every way in which a list of targets may name this one; the usual way first. */
  public List<String> spellings() {
    boolean bare = kind.equals("service") && !UNIT.matcher(name).matches();
    return bare ? List.of(toString(), this + SERVICE) : List.of(toString());
  }

  private static String shown(String raw) {
    return nightshift.engine.alert.Text.line(raw, 60);
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
