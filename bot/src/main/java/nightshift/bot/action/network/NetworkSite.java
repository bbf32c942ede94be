package nightshift.bot.action.network;

import java.util.Optional;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.ProbeException.Kind;
import nightshift.engine.diagnosis.Target;

/**
 * What a network target is about: one interface ({@code network:eth0}), or a machine's whole
 * network ({@code network:host}).
 *
 * @param machine where
 * @param device the interface; empty for all
 */
record NetworkSite(Machine machine, Optional<String> device) {

  /** The name that stands for all of a machine's network. */
  static final String WHOLE = "host";

  /** Finds it; empty when the inventory has no such machine or this is no interface's name. */
  static Optional<NetworkSite> of(Machines machines, Target target) {
    return machines
        .place(target)
        // The kernel's own limit for a name is 15 characters.
        .filter(p -> p.name().length() <= 15 && !p.name().contains("/"))
        .map(p ->
            new NetworkSite(
                p.machine(), p.name().equals(WHOLE) ? Optional.empty() : Optional.of(p.name())));
  }

  /** Finds it for a probe. */
  static NetworkSite seen(Machines machines, Target target) throws ProbeException {
    if (!target.kind().equals("network")) {
      throw new ProbeException(
          Kind.NO_SUCH_TARGET, "looking at " + target + ": this is no network");
    }
    return of(machines, target)
        .orElseThrow(() ->
            new ProbeException(
                Kind.NO_SUCH_TARGET,
                "looking at "
                    + target
                    + ": this is neither network:host nor an interface of a known machine"));
  }

  /** Whether it is about the machine that we run on. */
  boolean here() {
    return machine.name().equals(Machines.LOCAL);
  }

  /** Whether an interface is meant. */
  boolean covers(String name) {
    return device.isEmpty() ? !name.equals("lo") : device.get().equals(name);
  }

  /** Its name for people. */
  String shown() {
    String where = here() ? "" : " on " + machine.name();
    return device.map(d -> "interface \"" + d + "\"").orElse("the network") + where;
  }

  static ProbeException blind(ProgramTrouble e) {
    return new ProbeException(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
  }
}
