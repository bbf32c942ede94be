package nightshift.bot.host.docker;

import com.github.dockerjava.api.command.RestartContainerCmd;
import com.github.dockerjava.api.command.StopContainerCmd;
import java.time.Duration;
import java.util.Optional;

/** Starting, stopping and pausing containers. */
public final class Lifecycle {

  /** How long a stop of a container may take when its own settings say how long it gets. */
  public static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofSeconds(20);

  private final DockerLink link;
  private final Guard guard;

  Lifecycle(DockerLink link, Guard guard) {
    this.link = link;
    this.guard = guard;
  }

  /**
   * Stops it if it runs and starts it.
   *
   * @param grace between asking it to end and killing it; empty takes the container's own
   */
  public void restart(ContainerFacts container, Optional<Duration> grace)
      throws DockerTrouble, InterruptedException {
    guard.change(
        link,
        "restarting",
        container,
        patience(grace),
        c -> {
          RestartContainerCmd cmd = c.restartContainerCmd(container.id());
          grace.ifPresent(g -> cmd.withTimeout((int) g.toSeconds()));
          cmd.exec();
        });
  }

  /** Starts it; does nothing when it runs. */
  public void start(ContainerFacts container) throws DockerTrouble, InterruptedException {
    guard.change(
        link, "starting", container, SOON, c -> c.startContainerCmd(container.id()).exec());
  }

  /** Stops it; does nothing when it is stopped. See {@link #restart} for {@code grace}. */
  public void stop(ContainerFacts container, Optional<Duration> grace)
      throws DockerTrouble, InterruptedException {
    guard.change(
        link,
        "stopping",
        container,
        patience(grace),
        c -> {
          StopContainerCmd cmd = c.stopContainerCmd(container.id());
          grace.ifPresent(g -> cmd.withTimeout((int) g.toSeconds()));
          cmd.exec();
        });
  }

  /** Freezes its processes. */
  public void pause(ContainerFacts container) throws DockerTrouble, InterruptedException {
    guard.change(link, "pausing", container, SOON, c -> c.pauseContainerCmd(container.id()).exec());
  }

  /** Lets its processes go on. */
  public void unpause(ContainerFacts container) throws DockerTrouble, InterruptedException {
    guard.change(
        link, "unpausing", container, SOON, c -> c.unpauseContainerCmd(container.id()).exec());
  }

  private static Duration patience(Optional<Duration> grace) {
    return grace.orElse(LONGEST_GRACE).plus(SOON);
  }
}
