package nightshift.bot.host.net;

import java.util.Optional;
import java.util.Set;

/**
 * What is known of the first packet of a stranger at one place of its way through this machine.
 *
 * @param version of IP: 4 or 6
 * @param protocol {@code tcp} or {@code udp}
 * @param port where it goes by now
 * @param tracked whether rules can know here that it begins a connection
 * @param handed when it goes on to somebody else: to whom
 * @param notFrom interfaces that it does not come from
 */
record Packet(
    int version,
    String protocol,
    int port,
    boolean tracked,
    Optional<Handed> handed,
    Set<String> notFrom) {

  /**
   * To whom a packet goes on.
   *
   * @param original the port that the stranger wrote on it
   * @param address its new destination, as a literal
   */
  record Handed(int original, String address) {}

  Packet {
    notFrom = Set.copyOf(notFrom);
  }

  /** One to an address of this machine. */
  static Packet to(int version, String protocol, int port) {
    return new Packet(version, protocol, port, true, Optional.empty(), Set.of());
  }

  Packet tracked(boolean known) {
    return new Packet(version, protocol, port, known, handed, notFrom);
  }

  Packet notFrom(Set<String> devices) {
    return new Packet(version, protocol, port, tracked, handed, devices);
  }

  /** The same after it got another destination. */
  Packet handed(String address, int newPort) {
    return new Packet(
        version, protocol, newPort, tracked, Optional.of(new Handed(port, address)), notFrom);
  }
}
