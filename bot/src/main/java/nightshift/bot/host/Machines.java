package nightshift.bot.host;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.engine.diagnosis.Target;

/**
 * The inventory. A target is on this machine unless its name begins with another one's: {@code
 * service:nginx} is here, {@code service://nas/nginx} and {@code disk://nas/mnt/tank} are on {@code
 * nas}.
 */
public final class Machines {

  /** The name of this machine. */
  public static final String LOCAL = "local";

  private static final String MARK = "//";

  private final Machine local;
  private final Map<String, Machine> others;

  /**
   * @param local this machine
   * @param others further ones by name
   */
  public Machines(Machine local, Map<String, Machine> others) {
    this.local = local;
    this.others = Map.copyOf(new TreeMap<>(others));
  }

  /** Where a target is, and what it is called there. */
  public record Place(Machine machine, String name) {}

  /** The machine of this name, or this one; empty when there is none. */
  public Optional<Machine> named(String name) {
    return name.equals(LOCAL) ? Optional.of(local) : Optional.ofNullable(others.get(name));
  }

  /** Where this target is; empty when the inventory has no machine of that name. */
  public Optional<Place> place(Target target) {
    String name = target.name();
    if (!name.startsWith(MARK)) {
      return Optional.of(new Place(local, name));
    }
    int slash = name.indexOf('/', MARK.length());
    if (slash < 0 || slash == name.length() - 1) {
      return Optional.empty();
    }
    // A path keeps its slash: disk://nas/mnt/tank is /mnt/tank there.
    String there = name.substring("disk".equals(target.kind()) ? slash : slash + 1);
    return Optional.ofNullable(others.get(name.substring(MARK.length(), slash)))
        .map(machine -> new Place(machine, there));
  }
}
