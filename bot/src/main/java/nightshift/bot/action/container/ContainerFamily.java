package nightshift.bot.action.container;

import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** Everything about containers that the composition root has to know. */
public final class ContainerFamily {

  private final DockerHost host;
  private final InstantSource clock;

  /**
   * @param host stays the caller's to close
   * @param clock stamps readings
   */
  public ContainerFamily(DockerHost host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  /** The looks. */
  public List<Probe> probes() {
    return List.of(
        new StateProbe(host, clock), new LogsProbe(host, clock), new StatsProbe(host, clock));
  }

  /** The deeds. */
  public List<ActionKind<?>> actions() {
    ContainerDoor door = new ContainerDoor(host);
    return List.of(
        new RestartContainer(door),
        new StartContainer(door),
        new StopContainer(door),
        new RaiseMemory(door));
  }
}
