package nightshift.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked, and may be touched, of networks.
 *
 * @param interfaces whose network may be restarted; empty for none
 * @param unit the unit that is restarted for that, such as {@code systemd-networkd.service}; empty
 *     to take the interface down and up
 * @param confirm how long a change has to prove itself before the old state comes back
 * @param nameservers to ask instead of those in {@code /etc/resolv.conf}; empty for those
 * @param lookups names that every name server has to know; empty asks for the root's servers
 * @param endpoints by name: what has to take connections
 * @param open what may be open to the world; empty when no policy is written down
 */
public record NetworkSettings(
    List<String> interfaces,
    Optional<String> unit,
    Duration confirm,
    List<Endpoint> nameservers,
    List<String> lookups,
    Map<String, Endpoint> endpoints,
    Optional<List<Port>> open) {

  /** A host's name or address, and a port. */
  public record Endpoint(String host, int port) {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A port of {@code tcp} or {@code udp}. */
  public record Port(int number, String protocol) {
    @Override
    public String toString() {
      return number + "/" + protocol;
    }
  }
}
