package nightshift.bot.action.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the name of a container by its id. */
@FunctionalInterface
public interface ContainerNames {

  /** Where no Docker Engine is to be asked. */
  ContainerNames NONE = id -> Optional.empty();

  /** Its name; empty when that is not known. */
  Optional<String> name(String id) throws InterruptedException;

  /** The same, but each id is asked for once only: for one look, while nothing is renamed. */
  default ContainerNames remembering() {
    Map<String, Optional<String>> known = new HashMap<>();
    return id -> {
      Optional<String> name = known.get(id);
      if (name == null) {
        name = name(id);
        known.put(id, name);
      }
      return name;
    };
  }

  /** Its name, or the beginning of its id. */
  default String shown(String id) throws InterruptedException {
    return name(id).orElse(id.substring(0, 12));
  }
}
