package nightshift.bot.action.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Machine;
import nightshift.bot.host.app.Apps;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** Everything about applications that the composition root has to know. */
public final class AppFamily {

  private final Apps apps;
  private final AppDoor door;
  private final Restarts restarts;
  private final InstantSource clock;

  /**
   * @param apps stays the caller's to close
   * @param docker for applications in containers; empty without Docker
   * @param local this machine, for applications that are services
   */
  public AppFamily(Apps apps, Optional<DockerHost> docker, Machine local, InstantSource clock) {
    this.apps = apps;
    this.door = new AppDoor(apps);
    this.restarts = new Restarts(docker, local);
    this.clock = clock;
  }

  /** The looks. */
  public List<Probe> probes() {
    return List.of(
        new ArrHealth(door, clock),
        new ArrQueue(door, clock),
        new DownloadState(door, clock),
        new Stalled(door, apps, clock),
        new MediaSessions(door, clock));
  }

  /** The deeds. */
  public List<ActionKind<?>> actions() {
    return List.of(
        new TestIndexers(door),
        new RetryFailed(door),
        new RecheckTorrents(door),
        new RestartClient(door, restarts),
        new PauseTranscoding(door));
  }
}
