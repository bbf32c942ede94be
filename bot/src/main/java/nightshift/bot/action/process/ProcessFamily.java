package nightshift.bot.action.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Machine;
import nightshift.bot.host.proc.Cgroups;
import nightshift.bot.host.proc.ProcFs;
import nightshift.config.Settings;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Pacer;
import nightshift.engine.port.Probe;

/** Everything about processes that the composition root has to know. */
public final class ProcessFamily {

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final double MINING = 70;
  private static final Duration SUSTAINED = Duration.ofSeconds(30);

  private final ProcFs proc = new ProcFs();
  private final InstantSource clock;
  private final ContainerNames names;
  private final Looks looks;
  private final ProcessDoor door;
  private final Renice renice;
  private final Pacer pacer;

  /**
   * @param local this machine
   * @param clock stamps readings
   * @param pacer waits while processor time is measured, and for processes to end
   * @param names says which container an id is
   */
  public ProcessFamily(
      Settings.Processes settings,
      Machine local,
      InstantSource clock,
      Pacer pacer,
      ContainerNames names) {
    this.clock = clock;
    this.names = names;
    this.pacer = pacer;
    this.looks = new Looks(proc, pacer, WINDOW);
    this.renice = new Renice(local);
    this.door =
        new ProcessDoor(
            looks, new Guard(proc, settings.allow()), new Suspicions(proc, MINING, SUSTAINED));
  }

  /** The looks. */
  public List<Probe> probes() {
    Cgroups groups = new Cgroups(proc);
    return List.of(
        new CpuUsage(looks, clock, false),
        new CpuUsage(looks, clock, true),
        new CpuTop(looks, names, groups, clock),
        new MemoryUsage(looks, clock),
        new MemoryTop(looks, names, groups, clock),
        new ProcessCpu(looks, clock),
        new ProcessNice(looks, clock),
        new SuspiciousProcesses(looks, door.suspicions(), clock));
  }

  /** The deeds. */
  public List<ActionKind<?>> actions() {
    return List.of(new ReniceProcess(door, renice), new StopProcess(door, pacer));
  }
}
