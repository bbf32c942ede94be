package nightshift.bot.action.service;

import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Machines;
import nightshift.config.Settings;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** Everything about systemd's services that the composition root has to know. */
public final class ServiceFamily {

  private final Machines machines;
  private final AllowedUnits units;
  private final InstantSource clock;

  /**
   * @param machines where services may be
   * @param clock stamps readings
   */
  public ServiceFamily(Settings.Services settings, Machines machines, InstantSource clock) {
    this.machines = machines;
    this.units = new AllowedUnits(settings, OwnUnit.find());
    this.clock = clock;
  }

  /** The looks. */
  public List<Probe> probes() {
    ServiceLooks looks = new ServiceLooks(machines, units);
    return List.of(new ServiceStateProbe(looks, clock), new JournalProbe(looks, clock));
  }

  /** The deeds. */
  public List<ActionKind<?>> actions() {
    ServiceDoor door = new ServiceDoor(machines, units);
    return List.of(
        new Starting(door, Starting.Verb.START),
        new Starting(door, Starting.Verb.RESTART),
        new ResetFailed(door));
  }
}
