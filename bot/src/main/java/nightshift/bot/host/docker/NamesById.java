package nightshift.bot.host.docker;

import java.util.Optional;

/** Finds the name of a container whose id is known. */
public final class NamesById {

  private final DockerHost host;

  /**
   * @param host stays the caller's to close
   */
  public NamesById(DockerHost host) {
    this.host = host;
  }

  /** The name of an allowed container; empty when there is none, or Docker does not answer. */
  public Optional<String> name(String id) throws InterruptedException {
    try {
      for (String name : host.list()) {
        if (host.inspect(name).id().equals(id)) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    } catch (DockerTrouble unknown) {
      return Optional.empty();
    }
  }
}
