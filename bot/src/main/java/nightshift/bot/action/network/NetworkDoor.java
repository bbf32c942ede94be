package nightshift.bot.action.network;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Link;
import nightshift.config.NetworkSettings;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.diagnosis.Target;

/** What every network action goes through: where it is about, and whether it may touch that. */
final class NetworkDoor {

  private final NetworkSettings settings;
  private final Machines machines;

  NetworkDoor(NetworkSettings settings, Machines machines) {
    this.settings = settings;
    this.machines = machines;
  }

  /** What may be touched, and how. */
  NetworkSettings settings() {
    return settings;
  }

  /** Where a target is. */
  NetworkSite site(Target target) throws ActionException {
    if (!target.kind().equals("network")) {
      throw refused("acting on " + target + ": this is no network");
    }
    return NetworkSite.of(machines, target)
        .orElseThrow(() ->
            refused(
                "acting on "
                    + target
                    + ": this is neither network:host nor an interface of a known machine"));
  }

  /** The name of an interface that may be restarted. */
  String allowed(NetworkSite site) throws ActionException {
    String device =
        site.device()
            .orElseThrow(() ->
                refused(
                    "restarting the network: the target must be one interface, such as"
                        + " network:eth0"));
    if (settings.interfaces().isEmpty()) {
      throw refused(site.shown() + ": no interface is allowed; name some under network.interfaces");
    }
    if (!settings.interfaces().contains(device)) {
      throw refused(site.shown() + " is not allowed; add it to network.interfaces to change that");
    }
    return device;
  }

  /** An interface as it is now. */
  static Link link(NetworkSite site, String device) throws ActionException, InterruptedException {
    try {
      Optional<Link> link =
          IpTool.links(site.machine()).stream().filter(l -> l.name().equals(device)).findFirst();
      return link.orElseThrow(() -> refused("there is no " + site.shown()));
    } catch (ProgramTrouble e) {
      throw trouble(e);
    }
  }

  /** Says how things are others than were approved. */
  static Optional<String> otherThan(List<String> objects, String line, NetworkSite site) {
    return objects.contains(line)
        ? Optional.empty()
        : Optional.of(site.shown() + " is not what was approved; now it is: " + line);
  }

  /** A look that did not get through: nothing was touched. */
  static ActionException trouble(ProgramTrouble e) {
    return e.refusal();
  }

  static ActionException refused(String why) {
    return new ActionException(Effect.NONE, why);
  }
}
