package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightshift.bot.host.docker.DockerTrouble.Kind;

/**
 * Stands before everything that changes a container.
 *
 * @param names which may be touched
 * @param ownId the beginning of the id of the container that Nightshift itself runs in, or of the
 *     one whose network that shares: Docker shows both the same
 * @param sharing ids of containers that share the network of that one; filled as they are seen
 */
record Guard(AllowedNames names, Optional<String> ownId, Set<String> sharing) {

  private static final String NETWORK_OF = "container:";

  Guard(AllowedNames names, Optional<String> ownId) {
    this(names, ownId, ConcurrentHashMap.newKeySet());
  }

  /**
   * Notes whose network a container has, as the engine says it.
   *
   * @param mode such as {@code bridge}, or {@code container:} and an id
   */
  void seen(String id, String mode) {
    if (mode.startsWith(NETWORK_OF) && isOwn(mode.substring(NETWORK_OF.length()))) {
      sharing.add(id);
    }
  }

  /** A call that changes something. */
  @FunctionalInterface
  interface Change {
    void on(DockerClient client) throws Exception;
  }

  /**
   * Says no.
   *
   * @throws DockerTrouble when this container may not be touched
   */
  void require(String doing, String name, String id) throws DockerTrouble {
    Optional<String> refusal = names.refusal(name);
    if (refusal.isPresent()) {
      throw new DockerTrouble(Kind.NOT_ALLOWED, refusal.get());
    }
    if (isOwn(id)) {
      throw new DockerTrouble(Kind.NOT_ALLOWED, doing + ": Nightshift itself runs in it");
    }
  }

  /** Whether this is the container that we run in, or may be. */
  boolean isOwn(String id) {
    return ownId.isPresent() && (id.startsWith(ownId.get()) || sharing.contains(id));
  }

  /** Changes a container, if it may be touched. */
  void change(
      DockerLink link, String verb, ContainerFacts container, Duration deadline, Change change)
      throws DockerTrouble, InterruptedException {
    String doing = verb + " container \"" + container.name() + "\"";
    // The record may come from anywhere, so the door is checked again here.
    require(doing, container.name(), container.id());
    link.call(
        doing,
        deadline,
        c -> {
          try {
            change.on(c);
          } catch (NotModifiedException alreadySo) {
            // Starting what runs, or stopping what is stopped, is what was wanted.
            return false;
          }
          return true;
        });
  }
}
