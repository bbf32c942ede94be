package nightshift.bot;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import nightshift.bot.action.container.ContainerFamily;
import nightshift.bot.action.disk.DiskFamily;
import nightshift.bot.action.elsewhere.Everywhere;
import nightshift.bot.host.Machines;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.source.docker.DockerEvents;
import nightshift.bot.source.docker.ElsewhereEvents;
import nightshift.config.Settings;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.AlertSource;
import nightshift.engine.port.Health;
import nightshift.engine.port.Probe;

/** The Docker Engines of other machines: their actions, probes and events. */
final class EnginesElsewhere implements AutoCloseable {

  private static final List<String> OF_ENGINES = List.of("container.", "docker.");

  private final Map<String, DockerHost> engines;
  private final Map<String, ContainerFamily> families = new LinkedHashMap<>();
  private final DiskFamily disks;
  private final List<AlertSource> sources = new ArrayList<>();
  private final Map<String, Supplier<Health>> health = new LinkedHashMap<>();

  /**
   * @param engines by the machines' names; they stay the caller's to close
   * @param hosts as configured
   * @param disks what Docker stores there takes room, too
   */
  EnginesElsewhere(
      Map<String, DockerHost> engines,
      Map<String, Settings.Host> hosts,
      Settings.Disk disk,
      DiskFamily disks,
      InstantSource clock) {
    this.engines = engines;
    this.disks = disks;
    engines.forEach((host, engine) -> {
      Settings.Host settings = Objects.requireNonNull(hosts.get(host), host);
      families.put(host, new ContainerFamily(engine, clock, disk.retention()));
      health.put("docker-" + host, engine::health);
      if (settings.docker().filter(Settings.Docker::events).isPresent()) {
        ElsewhereEvents events =
            new ElsewhereEvents(new DockerEvents(engine, clock, Thread::sleep), host);
        sources.add(events);
        health.put("docker-events-" + host, events::health);
      }
    });
  }

  /** Takes those of this machine's engine out of these, and joins them with those of the others. */
  Everywhere with(List<ActionKind<?>> actions, List<Probe> probes) {
    List<ActionKind<?>> here = actions.stream().filter(a -> isOfEngines(a.name())).toList();
    List<Probe> looks = probes.stream().filter(p -> isOfEngines(p.name())).toList();
    actions.removeAll(here);
    probes.removeAll(looks);
    Everywhere all = new Everywhere();
    all.add(Machines.LOCAL, here, looks);
    families.forEach((host, family) -> all.add(host, family.actions(), family.probes()));
    engines.forEach((host, engine) -> all.add(host, disks.actions(engine), disks.probes(engine)));
    return all;
  }

  // By the name and not by the kind of target: commands of the operator's own may be for
  // containers.
  private static boolean isOfEngines(String name) {
    return OF_ENGINES.stream().anyMatch(name::startsWith);
  }

  List<AlertSource> sources() {
    return sources;
  }

  Map<String, Supplier<Health>> health() {
    return health;
  }

  /** Throws away what has been kept for undo for longer than its retention. */
  void sweep(Instant now) throws InterruptedException {
    for (ContainerFamily family : families.values()) {
      family.sweep(now);
    }
  }

  @Override
  public void close() {
    sources.forEach(AlertSource::close);
  }
}
