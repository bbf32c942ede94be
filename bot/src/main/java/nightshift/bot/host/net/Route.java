package nightshift.bot.host.net;

import com.fasterxml.jackson.databind.JsonNode;

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
    boolean several) {

  /** Whether this is where everything else goes. */
  public boolean leadsOut() {
    return to.equals("default");
  }

  /** Whether the kernel makes it by itself, from addresses or from what routers announce. */
  public boolean byKernel() {
    return protocol.equals("kernel") || protocol.equals("ra");
  }

  /** How it is, in a few words. */
  public String shown() {
    return to + (gateway.isEmpty() ? "" : " via " + gateway) + " dev " + device;
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
        node.has("nexthops"));
  }
}
