package nightshift.bot.action.zfs;

import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Machines;
import nightshift.config.Settings;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** Everything about ZFS that this installation has, on each of its machines. */
public final class ZfsFamily {

  private final Settings.Zfs settings;
  private final Where where;
  private final InstantSource clock;

  /**
   * @param settings whose snapshots may be destroyed
   * @param machines where pools may be
   */
  public ZfsFamily(Settings.Zfs settings, Machines machines, InstantSource clock) {
    this.settings = settings;
    this.where = new Where(machines);
    this.clock = clock;
  }

  /** How full pools are, and how much of that is snapshots. */
  public List<Probe> probes() {
    return List.of(new UsageProbe(where, clock), new SnapshotsProbe(where, settings, clock));
  }

  /** What can be done about it. */
  public List<ActionKind<?>> actions() {
    return List.of(new DestroySnapshots(where, settings));
  }
}
