package nightshift.bot.host.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a machine takes for its own, and what is on its links. Pure.
 *
 * @param ours addresses and nets whose packets it does not hand on
 * @param near the nets on each interface behind which there is nobody else
 */
record Neighbours(List<Net> ours, Map<String, List<Net>> near) {

  /** Where nothing is known, everything may be the machine itself. */
  static final Neighbours UNKNOWN = of(List.of("0.0.0.0/0", "::/0"), List.of());

  /**
   * @param links those by which no route leads any farther: by the others strangers come
   */
  static Neighbours of(List<String> ours, List<Link> links) {
    Map<String, List<Net>> near = new TreeMap<>();
    links.forEach(l -> near.put(l.name(), nets(l.addresses().stream().map(Link.Address::cidr))));
    return new Neighbours(nets(ours.stream()), near);
  }

  private static List<Net> nets(Stream<String> texts) {
    return texts.map(Net::read).flatMap(Optional::stream).toList();
  }

  /** Whether a packet to this address may be one to the machine itself. */
  boolean mayBeOurs(String address) {
    return Net.read(address).isEmpty() || ours.stream().anyMatch(n -> n.has(address));
  }

  /** The interface on which an address is a neighbour; empty for none, and for several. */
  Optional<String> device(String address) {
    List<String> devices =
        near.entrySet().stream()
            .filter(d -> d.getValue().stream().anyMatch(n -> n.has(address)))
            .map(Map.Entry::getKey)
            .toList();
    return devices.size() == 1 ? Optional.of(devices.getFirst()) : Optional.empty();
  }
}
