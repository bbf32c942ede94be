package nightshift.bot.host.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One interface, as {@code ip -j address} tells of it.
 *
 * @param index the kernel's number: an interface that was made anew has another
 * @param name such as {@code eth0}
 * @param state {@code UP}, {@code DOWN}, {@code UNKNOWN} (for those that cannot tell)
 * @param enabled whether somebody wants it up
 * @param hardware its hardware address
 * @param addresses what it has, of both families
 */
public record Link(
    int index,
    String name,
    String state,
    boolean enabled,
    String hardware,
    List<Address> addresses) {

  public Link {
    addresses = List.copyOf(addresses);
  }

  /**
   * An address of an interface.
   *
   * @param version 4 or 6
   * @param cidr with its prefix: {@code 10.0.0.2/24}
   * @param broadcast empty for none
   * @param scope {@code global}, {@code link}, {@code host}
   * @param lease seconds that it is still valid, when it was leased; -1 for ever
   * @param plain whether the kernel makes no route for its net
   * @param preferred seconds that it is still preferred, when it was leased; -1 for ever
   * @param metric of the route for its net; 0 for the usual one
   * @param peer who is at the other end, with its prefix; empty where there is a net
   * @param passing whether the kernel made it up for some time, for privacy
   * @param parent whether the kernel makes up such ones from it
   */
  public record Address(
      int version,
      String cidr,
      String broadcast,
      String scope,
      long lease,
      boolean plain,
      long preferred,
      long metric,
      String peer,
      boolean passing,
      boolean parent) {

    /** Whether others can reach the machine by it. */
    public boolean global() {
      return scope.equals("global");
    }
  }

  /** Whether it can carry something. */
  public boolean up() {
    return enabled && (state.equals("UP") || state.equals("UNKNOWN"));
  }

  /** Whether it has an address by which others can reach the machine. */
  public boolean addressed() {
    return addresses.stream().anyMatch(Address::global);
  }

  /** How it is, in a few words. */
  public String shown() {
    List<String> all = addresses.stream().filter(Address::global).map(Address::cidr).toList();
    return name
        + " is "
        + (up() ? "up" : enabled ? "without a carrier" : "down")
        + (all.isEmpty() ? ", without an address" : ", " + String.join(", ", all));
  }

  static Link of(JsonNode node) {
    List<Address> addresses = new ArrayList<>();
    for (JsonNode a : node.path("addr_info")) {
      boolean leased = a.path("dynamic").asBoolean(false);
      String prefix = "/" + a.path("prefixlen").asInt();
      String peer = a.path("address").asText("");
      addresses.add(
          new Address(
              a.path("family").asText("").equals("inet6") ? 6 : 4,
              a.path("local").asText("") + prefix,
              a.path("broadcast").asText(""),
              a.path("scope").asText(""),
              leased ? a.path("valid_life_time").asLong(-1) : -1,
              a.path("noprefixroute").asBoolean(false),
              leased ? a.path("preferred_life_time").asLong(-1) : -1,
              a.path("metric").asLong(0),
              peer.isEmpty() ? "" : peer + prefix,
              a.path("temporary").asBoolean(false),
              a.path("mngtmpaddr").asBoolean(false)));
    }
    boolean enabled = false;
    for (JsonNode flag : node.path("flags")) {
      enabled |= flag.asText("").equals("UP");
    }
    return new Link(
        node.path("ifindex").asInt(),
        node.path("ifname").asText(""),
        node.path("operstate").asText(""),
        enabled,
        node.path("address").asText(""),
        addresses);
  }
}
