package nightshift.bot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.ssh.DialStdio;
import nightshift.bot.host.ssh.SshMachine;
import nightshift.config.Settings;

/** This machine and those of the configuration that programs can run on. */
final class Inventory implements AutoCloseable {

  private final Map<String, SshMachine> remote = new LinkedHashMap<>();
  private final Map<String, DockerHost> engines = new LinkedHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Machines machines;

  /**
   * @param hosts as configured; those without SSH run no programs
   */
  Inventory(Map<String, Settings.Host> hosts) {
    hosts.forEach(
        (name, host) -> host.ssh().ifPresent(ssh -> remote.put(name, new SshMachine(name, ssh))));
    machines = new Machines(new Commands(), Map.<String, Machine>copyOf(remote));
    hosts.forEach(
        (name, host) -> host.docker().ifPresent(d -> engines.put(name, engine(name, host, d))));
  }

  /** Where targets are. */
  Machines machines() {
    return machines;
  }

  /** The other machines, by name. */
  Map<String, SshMachine> remote() {
    return Map.copyOf(remote);
  }

  private DockerHost engine(String name, Settings.Host host, Settings.Docker docker) {
    if (host.ssh().isEmpty() || !"ssh".equals(docker.host().getScheme())) {
      return new DockerHost(docker, docker.host());
    }
    try {
      DialStdio dial = DialStdio.open(name, host.ssh().get());
      open.add(dial);
      return new DockerHost(docker, dial.socket());
    } catch (IOException e) {
      throw new UncheckedIOException("opening a socket for Docker on " + name, e);
    }
  }

  /** The Docker Engines of other machines, by the machines' names. */
  Map<String, DockerHost> engines() {
    return Collections.unmodifiableMap(engines);
  }

  @Override
  public void close() throws Exception {
    engines.values().forEach(DockerHost::close);
    for (AutoCloseable part : open) {
      part.close();
    }
    remote.values().forEach(SshMachine::close);
  }
}
