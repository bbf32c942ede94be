package nightshift.bot.action.container;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about containers that the composition root has to know. */
public final class ContainerFamily {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerFamily.class);

  private final DockerHost host;
  private final InstantSource clock;
  private final Duration retention;

  /**
   * @param host stays the caller's to close
   * @param clock stamps readings
   */
  public ContainerFamily(DockerHost host, InstantSource clock) {
    this(host, clock, Duration.ofDays(7));
  }

  /**
   * @param retention how long a container that was recreated is kept under its other name
   */
  public ContainerFamily(DockerHost host, InstantSource clock, Duration retention) {
    this.host = host;
    this.clock = clock;
    this.retention = retention;
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
        new RaiseMemory(door),
        new LimitCpu(door),
        new PauseContainer(door),
        new RecreateContainer(door, retention));
  }

  /** Removes containers that were set aside for a new one longer ago than the retention. */
  public List<String> sweep(Instant now) throws InterruptedException {
    try {
      return host.recreation().sweep(now.minus(retention));
    } catch (DockerTrouble e) {
      LOG.warn("{}", e.getMessage());
      return List.of();
    }
  }
}
