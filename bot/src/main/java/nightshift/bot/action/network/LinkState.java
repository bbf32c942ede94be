package nightshift.bot.action.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Link;
import nightshift.bot.host.net.Route;
import nightshift.engine.action.ActionException;

/**
 * The addresses and routes of one interface, as they were, and how to have them again. Of IPv4
 * exactly those come back; of IPv6 those that somebody set, while what routers announce comes by
 * itself.
 *
 * @param device the interface
 * @param index the kernel's number of it
 * @param addresses what it had
 * @param routes what led over it, without what the kernel makes by itself
 */
record LinkState(String device, int index, List<Link.Address> addresses, List<Route> routes) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:/_-]{0,63}");

  LinkState {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
  }

  /**
   * As it is now.
   *
   * @throws ActionException when it has something that could not be put back
   */
  static LinkState of(NetworkSite site, Link link) throws ActionException, InterruptedException {
    try {
      List<Route> routes = new ArrayList<>();
      for (Route route : IpTool.routes(site.machine())) {
        if (route.several()) {
          throw NetworkDoor.refused(
              site.shown()
                  + ": a route of this machine has several next hops, which could not be put back");
        }
        if (route.device().equals(link.name()) && !route.byKernel()) {
          routes.add(route);
        }
      }
      List<Link.Address> kept =
          link.addresses().stream()
              .filter(Link.Address::global)
              .filter(a -> a.version() == 4 || a.lease() < 0)
              .toList();
      LinkState state = new LinkState(link.name(), link.index(), kept, routes);
      state.commands();
      return state;
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
  }

  /** Whether a way out of the machine leads over it. */
  boolean hasWay() {
    return routes.stream().anyMatch(Route::leadsOut);
  }

  /** Whether this is the same but for the time that leases have left. */
  boolean like(LinkState other) {
    return device.equals(other.device) && plain(this).equals(plain(other));
  }

  private static List<String> plain(LinkState state) {
    List<String> out = new ArrayList<>();
    state.addresses.forEach(a -> out.add(a.cidr()));
    state.routes.forEach(r -> out.add(r.version() + " " + r.shown() + " " + r.metric()));
    return out.stream().sorted().toList();
  }

  /**
   * The commands that put everything back, one after the other; each is harmless when there is
   * nothing to do.
   */
  List<List<String>> commands() throws ActionException {
    List<List<String>> out = new ArrayList<>();
    out.add(List.of("ip", "link", "set", "dev", device, "up"));
    // Routes that came since go with the addresses, or by name of who makes such routes.
    for (String maker : List.of("static", "boot", "dhcp")) {
      out.add(List.of("ip", "-4", "route", "flush", "dev", device, "proto", maker));
    }
    out.add(List.of("ip", "-4", "address", "flush", "dev", device, "scope", "global"));
    addresses.forEach(a -> out.add(address(a)));
    // Nets on the link first: gateways are reached over them.
    routes.stream().filter(r -> r.gateway().isEmpty()).forEach(r -> out.add(route(r)));
    routes.stream().filter(r -> !r.gateway().isEmpty()).forEach(r -> out.add(route(r)));
    for (List<String> command : out) {
      for (String word : command) {
        if (!word.startsWith("-") && !word.equals("+") && !WORD.matcher(word).matches()) {
          throw NetworkDoor.refused(
              "interface \"" + device + "\": what it has now could not be put back: " + word);
        }
      }
    }
    return out;
  }

  private List<String> address(Link.Address a) {
    List<String> out =
        new ArrayList<>(
            List.of("ip", "-" + a.version(), "address", "replace", a.cidr(), "dev", device));
    if (!a.broadcast().isEmpty()) {
      out.addAll(List.of("broadcast", a.broadcast()));
    }
    if (a.lease() >= 0) {
      String left = String.valueOf(a.lease());
      out.addAll(List.of("valid_lft", left, "preferred_lft", left));
    }
    if (a.plain()) {
      out.add("noprefixroute");
    }
    return out;
  }

  private List<String> route(Route r) {
    List<String> out =
        new ArrayList<>(List.of("ip", "-" + r.version(), "route", "replace", r.to()));
    if (!r.gateway().isEmpty()) {
      out.addAll(List.of("via", r.gateway()));
    }
    out.addAll(List.of("dev", device, "proto", r.protocol()));
    if (!r.source().isEmpty()) {
      out.addAll(List.of("src", r.source()));
    }
    if (r.metric() > 0) {
      out.addAll(List.of("metric", String.valueOf(r.metric())));
    }
    if (r.onlink()) {
      out.add("onlink");
    }
    return out;
  }

  /** What it has, for people. */
  List<String> shown() {
    List<String> out = new ArrayList<>();
    addresses.forEach(a -> out.add("address " + a.cidr()));
    routes.forEach(r -> out.add("route " + r.shown()));
    return out.isEmpty() ? List.of("no address and no route") : out;
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static LinkState read(String captured) throws ActionException {
    try {
      return JSON.readValue(captured, LinkState.class);
    } catch (JsonProcessingException e) {
      throw NetworkDoor.refused(
          "undoing: what was noted before the step cannot be read, so nothing is touched");
    }
  }
}
