package nightshift.engine.action;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All action kinds that this installation has, by name. */
public final class Catalogue {

  private final Map<String, ActionKind<?>> kinds;

  /**
   * @throws IllegalArgumentException when two kinds share a name
   */
  public Catalogue(Collection<? extends ActionKind<?>> kinds) {
    Map<String, ActionKind<?>> byName = new TreeMap<>();
    for (ActionKind<?> k : kinds) {
      if (byName.put(k.name(), k) != null) {
        throw new IllegalArgumentException("two action kinds are called " + k.name());
      }
    }
    this.kinds = Map.copyOf(byName);
  }

  /** The same kinds and one more; it takes the place of one of its name. */
  public Catalogue with(ActionKind<?> kind) {
    Map<String, ActionKind<?>> all = new TreeMap<>(kinds);
    all.put(kind.name(), kind);
    return new Catalogue(all.values());
  }

  /** The kind of this name, if there is one. */
  public Optional<ActionKind<?>> find(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  /** All names. */
  public Collection<String> names() {
    return kinds.keySet().stream().sorted().toList();
  }

  /** The kind bound to its arguments, ready to be asked and run. */
  public BoundAction bind(String name, Map<String, ?> args) throws BadArguments {
    ActionKind<?> kind = kinds.get(name);
    if (kind == null) {
      throw new BadArguments(null, "unknown action \"" + name + "\"" + Nearest.hint(name, names()));
    }
    return BoundAction.of(kind, args);
  }
}
