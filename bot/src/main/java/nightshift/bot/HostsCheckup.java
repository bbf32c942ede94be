package nightshift.bot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.checkup.Finding;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.ssh.SshMachine;
import nightshift.config.Settings;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;
import nightshift.engine.port.Health;

/**
 * {@code doctor hosts}: whether each host of the configuration can be reached, and has what it
 * takes.
 */
final class HostsCheckup implements Checkup {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final List<String> NEEDED = List.of("env", "test", "realpath", "sha256sum");
  private static final List<String> USEFUL = List.of("sudo", "systemctl", "docker", "zfs", "nft");

  @Override
  public String name() {
    return "hosts";
  }

  @Override
  public String about() {
    return "whether each host under hosts: can be reached";
  }

  @Override
  public void examine(Settings settings, Consumer<Finding> told) throws InterruptedException {
    if (settings.hosts().isEmpty()) {
      told.accept(Finding.note("no host is configured under hosts:"));
    }
    for (Map.Entry<String, Settings.Host> e : settings.hosts().entrySet()) {
      try (Inventory alone = new Inventory(Map.of(e.getKey(), e.getValue()))) {
        for (SshMachine machine : alone.remote().values()) {
          ssh(machine, told);
        }
        for (DockerHost engine : alone.engines().values()) {
          docker(e.getKey(), engine, told);
        }
      } catch (InterruptedException stop) {
        throw stop;
      } catch (Exception closing) {
        told.accept(
            Finding.bad(
                e.getKey() + ": " + Text.line(String.valueOf(closing.getMessage()), 300),
                "run this again"));
      }
    }
  }

  private static void ssh(SshMachine machine, Consumer<Finding> told) throws InterruptedException {
    Ending end = run(machine, "true");
    if (!end.started() || end.timedOut() || end.exitCode() != 0) {
      String why = end.started() ? end.unseen(PATIENCE) : end.output();
      told.accept(
          Finding.bad(
              machine.name() + ": ssh: " + Text.line(why, 700),
              "compare hosts." + machine.name() + ".ssh with the host; docs/hosts.md says how"));
      return;
    }
    told.accept(
        Finding.good(machine.name() + ": ssh runs a program in " + Durations.shown(end.took())));
    for (String program : NEEDED) {
      if (!has(machine, program)) {
        told.accept(
            Finding.bad(
                machine.name() + ": there is no " + program,
                "install the core utilities there; custom actions need it"));
      }
    }
    List<String> found = new ArrayList<>();
    for (String program : USEFUL) {
      if (has(machine, program)) {
        found.add(program);
      }
    }
    told.accept(
        Finding.note(
            machine.name()
                + ": of what some actions need, it has "
                + (found.isEmpty() ? "nothing" : String.join(", ", found))));
  }

  private static boolean has(SshMachine machine, String program) throws InterruptedException {
    Ending end = run(machine, "sh", "-c", "command -v \"$1\" >/dev/null", "sh", program);
    return end.started() && end.exitCode() == 0;
  }

  private static Ending run(SshMachine machine, String... argv) throws InterruptedException {
    return machine.run(new Command(List.of(argv), Map.of(), Optional.empty(), PATIENCE));
  }

  private static void docker(String host, DockerHost engine, Consumer<Finding> told) {
    Health health = engine.health();
    if (!health.ok()) {
      told.accept(
          Finding.bad(
              host + ": docker: " + health.detail(),
              "check hosts."
                  + host
                  + ".docker; through ssh, the host needs the docker command and its user the right to"
                  + " use it"));
    } else if (health.detail().isEmpty()) {
      told.accept(Finding.good(host + ": docker answers"));
    } else {
      told.accept(Finding.note(host + ": docker answers; " + health.detail()));
    }
  }
}
