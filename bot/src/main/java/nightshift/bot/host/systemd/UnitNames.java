package nightshift.bot.host.systemd;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of units, as systemd writes them: a bare name is a service's. */
public final class UnitNames {

  // systemd's own alphabet, without the backslash of escaped names, which targets cannot have.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:@-]{0,199}");
  private static final Pattern SUFFIXED =
      Pattern.compile(".*\\.(service|socket|timer|target|mount|path|slice|scope|swap|device)");

  private UnitNames() {}

  /** The unit's full name; empty when this is no name of a unit. */
  public static Optional<String> full(String name) {
    return NAME.matcher(name).matches() ? Optional.of(suffixed(name)) : Optional.empty();
  }

  /** A name or glob with {@code .service} behind it, unless it names another type itself. */
  public static String suffixed(String name) {
    return SUFFIXED.matcher(name).matches() || name.endsWith("*") && name.contains(".")
        ? name
        : name + ".service";
  }
}
