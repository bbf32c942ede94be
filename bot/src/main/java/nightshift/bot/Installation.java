package nightshift.bot;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightshift.bot.action.app.AppFamily;
import nightshift.bot.action.container.ContainerFamily;
import nightshift.bot.action.custom.CustomFamily;
import nightshift.bot.action.custom.ValueMarks;
import nightshift.bot.action.disk.DiskFamily;
import nightshift.bot.action.elsewhere.Everywhere;
import nightshift.bot.action.network.NetworkFamily;
import nightshift.bot.action.process.ContainerNames;
import nightshift.bot.action.process.ProcessFamily;
import nightshift.bot.action.security.SecurityFamily;
import nightshift.bot.action.service.ServiceFamily;
import nightshift.bot.action.zfs.ZfsFamily;
import nightshift.bot.host.Commands;
import nightshift.bot.host.app.Apps;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.NamesById;
import nightshift.bot.host.http.HttpGet;
import nightshift.bot.source.docker.DockerEvents;
import nightshift.config.PolicySettings;
import nightshift.config.Settings;
import nightshift.config.playbook.Known;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Catalogue;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.port.AlertSource;
import nightshift.engine.port.Health;
import nightshift.engine.port.Probe;
import nightshift.engine.port.Probes;
import nightshift.engine.port.Resolver;
import nightshift.engine.resolver.ArrResolver;
import nightshift.engine.resolver.ContainerResolver;
import nightshift.engine.resolver.DiskResolver;
import nightshift.engine.resolver.HttpResolver;
import nightshift.engine.resolver.MediaResolver;
import nightshift.engine.resolver.NetworkResolver;
import nightshift.engine.resolver.PerformanceResolver;
import nightshift.engine.resolver.ProcessResolver;
import nightshift.engine.resolver.SecurityResolver;
import nightshift.engine.resolver.ServiceResolver;
import nightshift.engine.resolver.ZfsResolver;
import nightshift.engine.work.Library;

/** Every family of probes, actions and sources that these settings give this installation. */
final class Installation implements AutoCloseable {

  private final List<Probe> probes = new ArrayList<>();
  private final List<ActionKind<?>> actions = new ArrayList<>();
  private final List<Resolver> resolvers = new ArrayList<>();
  private final List<AlertSource> sources = new ArrayList<>();
  private final Map<String, Supplier<Health>> health = new LinkedHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final DiskFamily disks;
  private final Inventory inventory;
  private Optional<ContainerFamily> containers = Optional.empty();
  private Optional<DockerHost> docker = Optional.empty();
  private Optional<EnginesElsewhere> elsewhere = Optional.empty();
  private ContainerNames containerNames = ContainerNames.NONE;

  /**
   * @param marks stand for values that may be secrets
   */
  Installation(Settings settings, ValueMarks marks, InstantSource clock) {
    this.inventory = new Inventory(settings.hosts());
    open.add(inventory);
    this.disks = new DiskFamily(settings.disk(), inventory.machines(), clock);
    add(disks.probes(), disks.actions(), new DiskResolver());
    settings.docker().ifPresent(d -> containers(d, settings.disk().retention(), clock));
    resolvers.add(new ContainerResolver());
    ZfsFamily zfs = new ZfsFamily(settings.zfs(), inventory.machines(), clock);
    add(zfs.probes(), zfs.actions(), new ZfsResolver());
    HttpGet http = new HttpGet(settings.endpoints(), clock);
    open.add(http);
    add(List.of(http), List.of(), new HttpResolver());
    CustomFamily custom = new CustomFamily(settings.actions(), inventory.machines(), marks, clock);
    add(custom.probes(), custom.actions());
    processes(settings.processes(), clock);
    applications(settings, clock);
    ServiceFamily services = new ServiceFamily(settings.services(), inventory.machines(), clock);
    add(services.probes(), services.actions(), new ServiceResolver());
    network(settings, clock);
    if (!inventory.engines().isEmpty()) {
      elsewhere(settings, clock);
    }
  }

  private void network(Settings settings, InstantSource clock) {
    // Whoever cannot reach the chat after a change of the network is cut off from us.
    List<URI> chat = new ArrayList<>();
    settings.discord().ifPresent(d -> chat.add(d.restUrl()));
    settings.matrix().ifPresent(m -> chat.add(m.homeserver()));
    NetworkFamily family =
        new NetworkFamily(settings.network(), inventory.machines(), chat, clock, Thread::sleep);
    add(family.probes(), family.actions(), new NetworkResolver());
  }

  /** Engines of other machines: each action and probe of ours becomes one for all of them. */
  private void elsewhere(Settings settings, InstantSource clock) {
    EnginesElsewhere there =
        new EnginesElsewhere(inventory.engines(), settings.hosts(), settings.disk(), disks, clock);
    Everywhere all = there.with(actions, probes);
    add(all.probes(), all.actions());
    open.add(there);
    sources.addAll(there.sources());
    health.putAll(there.health());
    elsewhere = Optional.of(there);
  }

  private void add(
      Collection<? extends Probe> probes,
      Collection<? extends ActionKind<?>> actions,
      Resolver... resolvers) {
    this.probes.addAll(probes);
    this.actions.addAll(actions);
    this.resolvers.addAll(List.of(resolvers));
  }

  private void containers(Settings.Docker settings, Duration retention, InstantSource clock) {
    DockerHost host = new DockerHost(settings);
    open.add(host);
    docker = Optional.of(host);
    containerNames = new NamesById(host)::name;
    health.put("docker", host::health);
    ContainerFamily family = new ContainerFamily(host, clock, retention);
    containers = Optional.of(family);
    add(family.probes(), family.actions());
    add(disks.probes(host), disks.actions(host));
    if (settings.events()) {
      DockerEvents events = new DockerEvents(host, clock, Thread::sleep);
      open.add(events);
      sources.add(events);
      health.put("docker-events", events::health);
    }
  }

  /** Adds what takes a Docker Engine, to be named and not to be used: no container is allowed. */
  void withEngine(InstantSource clock) {
    Settings.Docker unused =
        new Settings.Docker(URI.create("unix:///"), List.of(), List.of(), false);
    containers(unused, Duration.ZERO, clock);
  }

  private void processes(Settings.Processes settings, InstantSource clock) {
    ProcessFamily family =
        new ProcessFamily(settings, new Commands(), clock, Thread::sleep, containerNames);
    add(
        family.probes(),
        family.actions(),
        new PerformanceResolver(),
        new ProcessResolver(),
        new SecurityResolver());
  }

  private void applications(Settings settings, InstantSource clock) {
    Apps apps = new Apps(settings.apps());
    open.add(apps);
    AppFamily family = new AppFamily(apps, docker, new Commands(), clock);
    add(family.probes(), family.actions(), new ArrResolver(), new MediaResolver());
    SecurityFamily security =
        new SecurityFamily(settings.security(), settings.data(), docker, new Commands());
    add(List.of(), security.actions());
  }

  /** What playbooks may refer to, under these settings. */
  Known known(Settings settings) {
    List<String> names = probes.stream().map(Probe::name).toList();
    return Known.of(settings, new Catalogue(actions), names, resolvers);
  }

  /** Playbooks together with everything that they refer to, under the policy of these settings. */
  Library library(Settings settings, List<Playbook> playbooks, String automaticOff) {
    Map<String, Resolver> byKind =
        resolvers.stream().collect(Collectors.toMap(Resolver::kind, Function.identity()));
    PolicySettings p = settings.policy();
    HouseRules rules =
        new HouseRules(
            p.approval(),
            p.automaticUpTo(),
            p.maxInFlight(),
            p.maxAutomatic(),
            p.automaticWindow(),
            p.protectedTargets(),
            automaticOff,
            p.guards());
    return new Library(
        playbooks, new Catalogue(actions), new Probes(probes), byKind, rules, settings.learning());
  }

  List<AlertSource> sources() {
    return List.copyOf(sources);
  }

  /** Throws away what has been kept for undo for longer than its retention. Call it often. */
  void sweep(Instant now) throws InterruptedException {
    disks.sweep(now);
    if (containers.isPresent()) {
      containers.get().sweep(now);
    }
    if (elsewhere.isPresent()) {
      elsewhere.get().sweep(now);
    }
  }

  /** How each part is, by name. */
  Map<String, Health> health() {
    Map<String, Health> out = new LinkedHashMap<>();
    health.forEach((name, look) -> out.put(name, look.get()));
    return out;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }
}
