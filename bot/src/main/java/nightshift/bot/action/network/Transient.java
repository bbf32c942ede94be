package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;
import nightshift.bot.host.systemd.Systemd;

/**
 * Commands that systemd of the machine itself carries out, one after the other, as a unit of their
 * own: they go on when we, or the way to the machine, are gone.
 *
 * @param machine where
 * @param name of the unit, without its suffix
 */
record Transient(Machine machine, String name) {

  private static final Duration ORDER = Duration.ofSeconds(15);

  /** Lets systemd carry the commands out after some time, unless {@link #disarm} comes first. */
  void arm(Duration after, List<List<String>> commands)
      throws ProgramTrouble, InterruptedException {
    List<String> timer =
        List.of("--on-active=" + after.toSeconds() + "s", "--timer-property=AccuracySec=100ms");
    done(Programs.run(machine, "arming " + name, ORDER, argv(timer, commands)), "arming");
  }

  /** Lets systemd carry the commands out now, and waits for the end. */
  void runNow(List<List<String>> commands) throws ProgramTrouble, InterruptedException {
    done(
        Programs.run(machine, "running " + name, ORDER, argv(List.of("--wait"), commands)),
        "running");
  }

  /** Whether it still waits for its time. */
  boolean armed() throws ProgramTrouble, InterruptedException {
    return Systemd.show(machine, name + ".timer").active().equals("active");
  }

  /** Whether its commands run, or were begun and are not over. */
  boolean running() throws ProgramTrouble, InterruptedException {
    return Systemd.show(machine, name + ".service").up();
  }

  /** Calls it off. */
  void disarm() throws ProgramTrouble, InterruptedException {
    done(Systemd.order(machine, "stop", name + ".timer", ORDER), "calling off");
  }

  private List<String> argv(List<String> how, List<List<String>> commands) {
    List<String> out =
        new ArrayList<>(List.of("systemd-run", "--quiet", "--collect", "--unit=" + name));
    out.addAll(how);
    out.addAll(List.of("-p", "Type=oneshot"));
    // A dash: one that cannot be carried out must not keep the others from it.
    for (List<String> command : commands.subList(0, commands.size() - 1)) {
      out.addAll(List.of("-p", "ExecStartPre=-/usr/bin/env " + String.join(" ", command)));
    }
    out.add("/usr/bin/env");
    out.addAll(commands.getLast());
    return out;
  }

  private void done(Ending end, String doing) throws ProgramTrouble {
    if (end.exitCode() != 0) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.REFUSED,
          "%s %s on %s: it ended with exit code %d%s"
              .formatted(doing, name, machine.name(), end.exitCode(), Programs.said(end)));
    }
  }
}
