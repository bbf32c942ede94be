package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.DockerTrouble.Kind;

/**
 * Stands before everything that changes a container.
 *
 * @param names which may be touched
 * @param ownId the beginning of the id of the container that Nightshift itself runs in
 */
record Guard(AllowedNames names, Optional<String> ownId) {

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

  /** Whether this is the container that we run in. */
  boolean isOwn(String id) {
    return ownId.isPresent() && id.startsWith(ownId.get());
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
