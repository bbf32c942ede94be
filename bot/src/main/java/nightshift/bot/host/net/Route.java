package nightshift.bot.host.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One route of the main table, as {@code ip -j route} tells of it.
 *
 * @param version 4 or 6
 * @param to {@code default} or a net
 * @param gateway empty when what it leads to is on the link itself
 * @param device the interface; empty for routes over several
 * @param protocol who made it: {@code static}, {@code dhcp}, {@code kernel}, {@code ra}, …
 * @param source the address that is used on it; empty for any
 * @param metric lower wins
 * @param onlink whether the gateway counts as near though no net says so
 * @param several whether it has several next hops
 * @param odd whether there is more to it than is told here
 * @param expires seconds until it goes by itself; -1 for never
 * @param further what else {@code ip} was told of it, word for word: {@code mtu 1400}
 */
public record Route(
    int version,
    String to,
    String gateway,
    String device,
    String protocol,
    String source,
    long metric,
    boolean onlink,
    boolean several,
    boolean odd,
    long expires,
    List<String> further) {

  // A gateway of the other family, a tunnel by route, one kind of packets only.
  private static final List<String> ODD = List.of("via", "encap", "tos");
  private static final List<String> FURTHER =
      List.of("mtu", "advmss", "hoplimit", "initcwnd", "initrwnd");

  public Route {
    further = List.copyOf(further);
  }

  /** Whether this is where everything else goes. */
  public boolean leadsOut() {
    return to.equals("default");
  }

  /** Whether the kernel makes it by itself, from addresses. */
  public boolean byKernel() {
    return protocol.equals("kernel");
  }

  /** Whether it was made of what a router announced. */
  public boolean announced() {
    return protocol.equals("ra");
  }

  /** How it is, in a few words. */
  public String shown() {
    return to + (gateway.isEmpty() ? "" : " via " + gateway) + " dev " + device;
  }

  private static List<String> further(JsonNode node) {
    List<String> out = new ArrayList<>();
    for (JsonNode metrics : node.path("metrics")) {
      for (String name : FURTHER) {
        if (metrics.path(name).isIntegralNumber()) {
          out.addAll(List.of(name, metrics.path(name).asText()));
        }
      }
    }
    if (node.has("pref")) {
      out.addAll(List.of("pref", node.path("pref").asText()));
    }
    return out;
  }

  static Route of(JsonNode node, int version) {
    boolean onlink = false;
    for (JsonNode flag : node.path("flags")) {
      onlink |= flag.asText("").equals("onlink");
    }
    return new Route(
        version,
        node.path("dst").asText(""),
        node.path("gateway").asText(""),
        node.path("dev").asText(""),
        node.path("protocol").asText("boot"),
        node.path("prefsrc").asText(""),
        node.path("metric").asLong(0),
        onlink,
        node.has("nexthops"),
        ODD.stream().anyMatch(node::has),
        node.path("expires").asLong(-1),
        further(node));
  }
}
