package nightshift.bot;

import java.util.LinkedHashMap;
import java.util.Map;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ssh.SshMachine;
import nightshift.config.Settings;

/** This machine and those of the configuration that programs can run on. */
final class Inventory implements AutoCloseable {

  private final Map<String, SshMachine> remote = new LinkedHashMap<>();
  private final Machines machines;

  /**
   * @param hosts as configured; those without SSH run no programs
   */
  Inventory(Map<String, Settings.Host> hosts) {
    hosts.forEach(
        (name, host) -> host.ssh().ifPresent(ssh -> remote.put(name, new SshMachine(name, ssh))));
    machines = new Machines(new Commands(), Map.<String, Machine>copyOf(remote));
  }

  /** Where targets are. */
  Machines machines() {
    return machines;
  }

  /** The other machines, by name. */
  Map<String, SshMachine> remote() {
    return Map.copyOf(remote);
  }

  @Override
  public void close() {
    remote.values().forEach(SshMachine::close);
  }
}
