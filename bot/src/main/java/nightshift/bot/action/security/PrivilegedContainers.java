package nightshift.bot.action.security;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Privileged;

/** Containers that may do on this machine what root may. */
final class PrivilegedContainers implements Check {

  private final Optional<DockerHost> docker;

  PrivilegedContainers(Optional<DockerHost> docker) {
    this.docker = docker;
  }

  @Override
  public String name() {
    return "containers";
  }

  @Override
  public String object() {
    return "check containers with rights on the machine";
  }

  @Override
  public Optional<String> missing() {
    return docker.isPresent()
        ? Optional.empty()
        : Optional.of("the configuration has no docker section");
  }

  @Override
  public Found look() throws InterruptedException {
    try {
      return new Found(
          Privileged.among(docker.orElseThrow()),
          List.of("only containers that docker.containers allows were looked at"));
    } catch (DockerTrouble e) {
      return Found.partial(List.of(), List.of("containers: " + e.getMessage()));
    }
  }
}
