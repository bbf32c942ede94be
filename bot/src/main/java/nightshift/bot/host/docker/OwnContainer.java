package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A container that Nightshift makes for its demo, can crash, and removes. Made from an image that
 * is there already; nothing is ever pulled.
 */
public final class OwnContainer implements AutoCloseable {

  private static final List<String> IMAGES =
      List.of("busybox:test", "busybox:latest", "alpine:latest");
  private static final Map<String, String> LABELS = Map.of("nightshift.demo", "true");
  private static final String MAIN =
      "echo serving; while [ ! -e /crash ]; do sleep 0.2; done; rm -f /crash;"
          + " echo 'panic: the demo made me crash' >&2; exit 3";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

  private final DockerLink link;
  private final String name;

  private OwnContainer(DockerLink link, String name) {
    this.link = link;
    this.name = name;
  }

  /**
   * Makes and starts it.
   *
   * @param name that no container has which is not our own
   * @return empty when no engine answers there, or it has none of the small images
   */
  public static Optional<OwnContainer> make(URI engine, String name) throws InterruptedException {
    OwnContainer container = new OwnContainer(new DockerLink(engine), name);
    try {
      Optional<String> image =
          container.link.call("looking for an image", FIRST_LOOK, OwnContainer::image);
      if (image.isPresent()) {
        container.link.call("making a container", PATIENCE, c -> container.make(c, image.get()));
        return Optional.of(container);
      }
    } catch (DockerTrouble noEngine) {
      // A demo without Docker is as good a demo; the caller says which one it is.
    }
    container.link.close();
    return Optional.empty();
  }

  /** Lets it end by itself with exit code 3 and a last line in its log. */
  public void crash() throws DockerTrouble, InterruptedException {
    link.call("crashing container \"" + name + "\"", PATIENCE, this::touch);
  }

  /** Removes it, running or not. */
  @Override
  public void close() {
    try {
      link.call("removing container \"" + name + "\"", PATIENCE, this::remove);
    } catch (DockerTrouble engineGone) {
      // Then there is nothing that could be removed, and the demo ends all the same.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      link.close();
    }
  }

  private static Optional<String> image(DockerClient client) {
    for (String image : IMAGES) {
      try {
        client.inspectImageCmd(image).exec();
        return Optional.of(image);
      } catch (NotFoundException next) {
        // The next one may be there.
      }
    }
    return Optional.empty();
  }

  private boolean make(DockerClient client, String image) {
    remove(client);
    String id =
        client
            .createContainerCmd(image)
            .withName(name)
            .withLabels(LABELS)
            .withCmd("sh", "-c", MAIN)
            .exec()
            .getId();
    client.startContainerCmd(id).exec();
    return true;
  }

  private boolean touch(DockerClient client) throws InterruptedException {
    String exec = client.execCreateCmd(name).withCmd("touch", "/crash").exec().getId();
    return client
        .execStartCmd(exec)
        .exec(new ResultCallback.Adapter<Frame>())
        .awaitCompletion(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Only ever one of our own: another's container of that name makes the creation refuse. */
  private boolean remove(DockerClient client) {
    client.listContainersCmd().withShowAll(true).withLabelFilter(LABELS).exec().stream()
        .filter(c -> List.of(c.getNames()).contains("/" + name))
        .forEach(c -> client.removeContainerCmd(c.getId()).withForce(true).exec());
    return true;
  }
}
