package nightshift.bot.host.net;

import java.util.List;
import java.util.Set;

/**
 * What a rule of a packet filter asks about the first packet of a stranger. Of that packet only the
 * protocol and the port are known, and that it comes from outside to an address of this machine.
 */
sealed interface Ask {

  /** Whether it holds. */
  enum Meets {
    YES,
    NO,
    MAYBE;

    Meets unless(boolean not) {
      return !not || this == MAYBE ? this : this == YES ? NO : YES;
    }
  }

  /**
   * Whether it holds for a packet.
   *
   * @param protocol {@code tcp} or {@code udp}
   * @param port where it goes
   */
  Meets of(String protocol, int port);

  /** Ports, both ends included. */
  record Range(int from, int to) {}

  /** Whether it goes to one of these ports, or {@code not}. */
  record Ports(List<Range> ranges, boolean not) implements Ask {
    @Override
    public Meets of(String protocol, int port) {
      boolean within = ranges.stream().anyMatch(r -> r.from() <= port && port <= r.to());
      return (within ? Meets.YES : Meets.NO).unless(not);
    }
  }

  /** Whether it is of one of these protocols, or {@code not}. */
  record Protocols(Set<String> names, boolean not) implements Ask {
    @Override
    public Meets of(String protocol, int port) {
      return (names.contains(protocol) ? Meets.YES : Meets.NO).unless(not);
    }
  }

  /** Something else, whose answer is the same for every such packet. */
  record Known(Meets answer) implements Ask {
    @Override
    public Meets of(String protocol, int port) {
      return answer;
    }
  }

  static Ask yes() {
    return new Known(Meets.YES);
  }

  static Ask no() {
    return new Known(Meets.NO);
  }

  static Ask maybe() {
    return new Known(Meets.MAYBE);
  }

  static Ask known(boolean holds) {
    return holds ? yes() : no();
  }
}
