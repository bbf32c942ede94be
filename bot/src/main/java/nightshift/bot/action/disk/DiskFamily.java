package nightshift.bot.action.disk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.files.DiskInodes;
import nightshift.bot.host.files.DiskLargest;
import nightshift.bot.host.files.DiskUsage;
import nightshift.config.Settings;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** Everything about disks that this installation has. */
public final class DiskFamily {

  private final Settings.Disk settings;
  private final Machines machines;
  private final Quarantine quarantine;
  private final InstantSource clock;

  /**
   * @param settings what may be touched, and where files go instead of being deleted
   * @param machines where journals may be
   */
  public DiskFamily(Settings.Disk settings, Machines machines, InstantSource clock) {
    this.settings = settings;
    this.machines = machines;
    this.quarantine = new Quarantine(settings.quarantine(), settings.retention());
    this.clock = clock;
  }

  /** How full disks are, and of what. */
  public List<Probe> probes() {
    return List.of(
        new DiskUsage(settings.quotas(), new Commands(), clock),
        new DiskInodes(settings.quotas(), new Commands(), clock),
        new DiskLargest(settings.roots(), settings.quotas(), clock),
        new JournalProbe(machines, clock));
  }

  /** What can be done about it. */
  public List<ActionKind<?>> actions() {
    return List.of(
        new TempCleanup(
            new Roots(settings.roots()), settings.quotas(), quarantine, clock, Checkpoint.NONE),
        new TruncateLogs(settings.logs(), settings.quotas(), quarantine, clock),
        new VacuumJournal(machines, Journals.USUAL));
  }

  /** What Docker could give back. */
  public List<Probe> probes(DockerHost docker) {
    return List.of(new ReclaimableProbe(docker, clock));
  }

  /** Making Docker give it back. */
  public List<ActionKind<?>> actions(DockerHost docker) {
    return List.of(new PruneDocker(docker, quarantine));
  }

  /** Throws away what has been in the quarantine for longer than its retention. Call it hourly. */
  public Swept sweep(Instant now) {
    return quarantine.sweep(now);
  }
}
