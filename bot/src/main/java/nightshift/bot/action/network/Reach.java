package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.Gateway;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Knock;
import nightshift.bot.host.net.Route;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.action.ActionException;

/**
 * Whether a machine is still among us after its network was changed: over the interface it reaches
 * its gateways, and this machine reaches the chat.
 *
 * @param site the interface
 * @param device its name
 * @param hadWay whether it had a default route before: one that had none needs none
 * @param answered the versions of IP whose gateway answered before: they have to again
 * @param chat who has to take connections: those of the chat that did before the change
 */
record Reach(
    NetworkSite site, String device, boolean hadWay, List<Integer> answered, List<Endpoint> chat) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final List<Integer> VERSIONS = List.of(4, 6);

  /** Keeps of the chat's addresses those that take connections now; elsewhere there are none. */
  static Reach before(NetworkSite site, String device, List<Endpoint> chat)
      throws ActionException, InterruptedException {
    List<Endpoint> known = new ArrayList<>();
    for (Endpoint e : site.here() ? chat : List.<Endpoint>of()) {
      if (Knock.at(e, PATIENCE).came() == Knock.Came.OPEN) {
        known.add(e);
      }
    }
    try {
      List<Gateway> ways = ways(site, device);
      if (!ways.stream().allMatch(Gateway::answers)) {
        // One lost packet must not make the check after the change a weaker one.
        ways = Stream.concat(ways.stream(), ways(site, device).stream()).toList();
      }
      List<Gateway> seen = ways;
      List<Integer> answered =
          VERSIONS.stream().filter(v -> seen.stream().anyMatch(w -> answers(w, v))).toList();
      return new Reach(site, device, !seen.isEmpty(), answered, List.copyOf(known));
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
  }

  // Of each version those that the kernel takes: with the lowest metric.
  private static List<Gateway> ways(NetworkSite site, String device)
      throws ProgramTrouble, InterruptedException {
    List<Route> all =
        IpTool.routes(site.machine()).stream()
            .filter(r -> r.leadsOut() && r.device().equals(device))
            .toList();
    List<Gateway> out = new ArrayList<>();
    for (Route route : all) {
      boolean taken =
          all.stream()
              .noneMatch(r -> r.version() == route.version() && r.metric() < route.metric());
      if (taken) {
        out.add(Gateway.look(site.machine(), route));
      }
    }
    return out;
  }

  private static boolean answers(Gateway gateway, int version) {
    return gateway.route().version() == version && gateway.answers();
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
    List<Gateway> ways = ways(site, device);
    for (int version : answered) {
      if (ways.stream().noneMatch(w -> answers(w, version))) {
        return Optional.of(silent(ways, List.of(version)));
      }
    }
    if (answered.isEmpty() && (hadWay || !ways.isEmpty())) {
      boolean any = ways.stream().anyMatch(Gateway::answers);
      return any ? Optional.empty() : Optional.of(silent(ways, VERSIONS));
    }
    if (!ways.isEmpty()) {
      return Optional.empty();
    }
    boolean well =
        IpTool.links(site.machine()).stream()
            .anyMatch(l -> l.name().equals(device) && l.up() && l.addressed());
    return well ? Optional.empty() : Optional.of(device + " is not up with an address");
  }

  private String silent(List<Gateway> ways, List<Integer> versions) {
    String which = versions.size() == 1 ? " of IPv" + versions.getFirst() : "";
    return ways.stream()
        .filter(w -> versions.contains(w.route().version()))
        .findFirst()
        .map(Gateway::shown)
        .orElse("there is no default route" + which + " over " + device);
  }
}
