package nightshift.bot.action.process;

import java.util.Optional;

/** Finds the name of a container by its id. */
@FunctionalInterface
public interface ContainerNames {

  /** Where no Docker Engine is to be asked. */
  ContainerNames NONE = id -> Optional.empty();

  /** Its name; empty when that is not known. */
  Optional<String> name(String id) throws InterruptedException;

  /** Its name, or the beginning of its id. */
  default String shown(String id) throws InterruptedException {
    return name(id).orElse(id.substring(0, 12));
  }
}
