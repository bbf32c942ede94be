package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.Gateway;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Knock;
import nightshift.bot.host.net.Route;
import nightshift.config.NetworkSettings.Endpoint;

/**
 * Whether a machine is still among us after its network was changed: over the interface it reaches
 * its gateway, and this machine reaches the chat.
 *
 * @param site the interface
 * @param device its name
 * @param hadWay whether it had a default route before: one that had none needs none
 * @param chat who has to take connections: those of the chat that did before the change
 */
record Reach(NetworkSite site, String device, boolean hadWay, List<Endpoint> chat) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Keeps of the chat's addresses those that take connections now; elsewhere there are none. */
  static Reach before(NetworkSite site, LinkState before, List<Endpoint> chat)
      throws InterruptedException {
    List<Endpoint> known = new ArrayList<>();
    for (Endpoint e : site.here() ? chat : List.<Endpoint>of()) {
      if (Knock.at(e, PATIENCE).came() == Knock.Came.OPEN) {
        known.add(e);
      }
    }
    return new Reach(site, before.device(), before.hasWay(), List.copyOf(known));
  }

  /** Why it is not, in one line; empty when it is. */
  Optional<String> trouble() throws InterruptedException {
    try {
      Optional<String> near = near();
      if (near.isPresent()) {
        return near;
      }
    } catch (ProgramTrouble e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    for (Endpoint e : chat) {
      if (Knock.at(e, PATIENCE).came() != Knock.Came.OPEN) {
        return Optional.of("the chat at " + e + " cannot be reached any more");
      }
    }
    return Optional.empty();
  }

  private Optional<String> near() throws ProgramTrouble, InterruptedException {
    for (Route route : IpTool.routes(site.machine())) {
      if (route.leadsOut() && route.device().equals(device)) {
        Gateway gateway = Gateway.look(site.machine(), route);
        return gateway.answers() ? Optional.empty() : Optional.of(gateway.shown());
      }
    }
    if (hadWay) {
      return Optional.of("there is no default route over " + device);
    }
    boolean well =
        IpTool.links(site.machine()).stream()
            .anyMatch(l -> l.name().equals(device) && l.up() && l.addressed());
    return well ? Optional.empty() : Optional.of(device + " is not up with an address");
  }
}
