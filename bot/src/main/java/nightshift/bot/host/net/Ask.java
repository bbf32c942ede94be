package nightshift.bot.host.net;

import java.util.List;
import java.util.Set;

/**
 * What a rule of a packet filter asks about the first packet of a stranger. Only what a {@link
 * Packet} tells is known of it, and that it comes from outside.
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

    static Meets when(boolean holds) {
      return holds ? YES : NO;
    }
  }

  /** Whether it holds for a packet. */
  Meets of(Packet packet);

  /** Ports, both ends included. */
  record Range(int from, int to) {
    boolean has(int port) {
      return from <= port && port <= to;
    }
  }

  /** Whether it goes to one of these ports, or {@code not}. */
  record Ports(List<Range> ranges, boolean not) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return Meets.when(ranges.stream().anyMatch(r -> r.has(packet.port()))).unless(not);
    }
  }

  /** Whether the stranger sent it to one of these ports, whatever became of it, or {@code not}. */
  record OriginalPorts(List<Range> ranges, boolean not) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return packet
          .handed()
          .filter(_ -> packet.tracked())
          .map(h -> Meets.when(ranges.stream().anyMatch(r -> r.has(h.original()))).unless(not))
          .orElse(Meets.MAYBE);
    }
  }

  /** Whether it is of this version of IP. */
  record Version(int number) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return Meets.when(packet.version() == number);
    }
  }

  /** Whether it is of one of these protocols, or {@code not}. */
  record Protocols(Set<String> names, boolean not) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return Meets.when(names.contains(packet.protocol())).unless(not);
    }
  }

  /**
   * Something that its connection's state answers. Before connections are tracked, and for one that
   * is not, it has none.
   */
  record State(boolean holds) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return packet.tracked() ? Meets.when(holds) : Meets.MAYBE;
    }
  }

  /** Whether it comes by an interface, or {@code not}. */
  record From(String device, boolean not) implements Ask {
    @Override
    public Meets of(Packet packet) {
      boolean never = device.equals("lo") || packet.notFrom().contains(device);
      return (never ? Meets.NO : Meets.MAYBE).unless(not);
    }
  }

  /** Whether it goes to a net, or {@code not}. */
  record Toward(Net net, boolean not) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return packet
          .handed()
          .map(h -> Meets.when(net.has(h.address())).unless(not))
          .orElse(Meets.MAYBE);
    }
  }

  /** Whether it goes to an address of this machine, or {@code not}. */
  record Here(boolean not) implements Ask {
    @Override
    public Meets of(Packet packet) {
      return packet.handed().isPresent() ? Meets.MAYBE : Meets.YES.unless(not);
    }
  }

  /** Something else, whose answer is the same for every such packet. */
  record Known(Meets answer) implements Ask {
    @Override
    public Meets of(Packet packet) {
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
