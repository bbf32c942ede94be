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
 * The addresses and routes of one interface, as they were, and how to have them again. Exactly
 * those come back, but for what the kernel makes of what routers announce: that comes by itself.
 *
 * @param device the interface
 * @param index the kernel's number of it
 * @param addresses what it had
 * @param routes what led over it, without what the kernel makes by itself
 * @param heedsRouters whether the kernel itself makes addresses and routes of what routers announce
 */
record LinkState(
    String device,
    int index,
    List<Link.Address> addresses,
    List<Route> routes,
    boolean heedsRouters) {

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
      boolean heeds = IpTool.heedsRouters(site.machine(), link.name());
      List<Route> routes = new ArrayList<>();
      for (Route route : IpTool.routes(site.machine())) {
        if (route.several()) {
          throw NetworkDoor.refused(
              site.shown()
                  + ": a route of this machine has several next hops, which could not be put back");
        }
        boolean ours = route.device().equals(link.name());
        if (ours && route.odd()) {
          throw NetworkDoor.refused(
              site.shown() + ": this route of it could not be put back: " + route.shown());
        }
        if (ours && !route.byKernel() && !(heeds && route.announced())) {
          routes.add(route);
        }
      }
      List<Link.Address> kept =
          link.addresses().stream()
              .filter(Link.Address::global)
              .filter(a -> a.version() == 4 || a.lease() < 0 || !heeds && !a.passing())
              .toList();
      LinkState state = new LinkState(link.name(), link.index(), kept, routes, heeds);
      state.commands();
      return state;
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
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
    for (String maker : List.of("static", "boot", "dhcp", "ra")) {
      if (!(heedsRouters && maker.equals("ra"))) {
        out.add(List.of("ip", "-6", "route", "flush", "dev", device, "proto", maker));
      }
      out.add(List.of("ip", "-4", "route", "flush", "dev", device, "proto", maker));
    }
    // What came of announcements goes by itself, and does not come again when it is taken away.
    out.add(flush(6, "permanent"));
    out.add(flush(4));
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

  private List<String> flush(int version, String... which) {
    List<String> out =
        new ArrayList<>(
            List.of("ip", "-" + version, "address", "flush", "dev", device, "scope", "global"));
    out.addAll(List.of(which));
    return out;
  }

  private List<String> address(Link.Address a) {
    List<String> out = new ArrayList<>(List.of("ip", "-" + a.version(), "address", "replace"));
    if (a.peer().isEmpty()) {
      out.add(a.cidr());
    } else {
      out.addAll(List.of(a.cidr().replaceAll("/.*", ""), "peer", a.peer()));
    }
    out.addAll(List.of("dev", device));
    if (!a.broadcast().isEmpty()) {
      out.addAll(List.of("broadcast", a.broadcast()));
    }
    if (a.lease() >= 0) {
      out.addAll(List.of("valid_lft", "" + a.lease(), "preferred_lft", "" + a.preferred()));
    }
    if (a.metric() > 0) {
      out.addAll(List.of("metric", "" + a.metric()));
    }
    if (a.version() == 6) {
      // It was ours a moment ago. Until the kernel has asked around, no route could be from it.
      out.add("nodad");
    }
    if (a.parent()) {
      out.add("mngtmpaddr");
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
    if (r.expires() >= 0) {
      out.addAll(List.of("expires", "" + r.expires()));
    }
    out.addAll(r.further());
    return out;
  }

  /** What it has, for people. */
  List<String> shown() {
    List<String> out = new ArrayList<>();
    addresses.forEach(a ->
        out.add(
            "address " + a.cidr() + (a.lease() < 0 ? "" : ", for the " + a.lease() + " s left")));
    routes.forEach(r -> out.add("route " + r.shown()));
    return out.isEmpty() ? List.of("no address and no route") : out;
  }

  /** What does not come back, for people. */
  List<String> lost() {
    List<String> out = new ArrayList<>();
    if (addresses.stream().anyMatch(a -> a.lease() >= 0)) {
      out.add(
          "not put back: leases; such addresses keep the time that is left, and who got them, such as"
              + " the DHCP client, has to renew them; if it gave one back, others may get it");
    }
    if (heedsRouters) {
      out.add(
          "not put back: IPv6 addresses and routes that routers announce; the kernel has them again"
              + " from the next announcement");
    }
    out.add(
        "not put back: link-local addresses, rules and other tables of routes, name servers, the"
            + " firewall, files");
    return out;
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
