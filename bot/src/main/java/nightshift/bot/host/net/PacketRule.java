package nightshift.bot.host.net;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightshift.bot.host.net.Ask.Meets;
import nightshift.bot.host.net.Ask.Ports;
import nightshift.bot.host.net.Ask.Protocols;
import nightshift.bot.host.net.Ask.Range;

/**
 * One rule of a packet filter.
 *
 * @param asks all of what it asks
 * @param deed what it does where all of that holds
 * @param to the chain of a jump, or where it is forwarded to
 */
record PacketRule(List<Ask> asks, Deed deed, String to) {

  /** What a rule does with a packet. */
  enum Deed {
    ACCEPT,
    DROP,
    RETURN,
    JUMP,
    /** A jump that does not come back. */
    GOTO,
    /** Gives it another destination. */
    FORWARD,
    /** Gives it another port of this machine. */
    REDIRECT,
    /** It goes on, but its connection is not tracked. */
    UNTRACK,
    /** Counts, logs, marks: it goes on. */
    NOTHING,
    /** It cannot be told. */
    UNKNOWN
  }

  private static final Set<String> BOTH = Set.of("tcp", "udp");

  PacketRule {
    asks = List.copyOf(asks);
  }

  Meets meets(Packet packet) {
    Meets all = Meets.YES;
    for (Ask ask : asks) {
      Meets one = ask.of(packet);
      if (one == Meets.NO) {
        return Meets.NO;
      }
      all = one == Meets.MAYBE ? Meets.MAYBE : all;
    }
    return all;
  }

  /** Whether it can hold for any of these packets at all. */
  boolean possible() {
    return !asks.contains(Ask.no());
  }

  /** The ports that it names; empty when it names none. */
  List<Range> ports() {
    return asks.stream()
        .flatMap(a -> a instanceof Ports p && !p.not() ? p.ranges().stream() : Stream.empty())
        .toList();
  }

  /** One port out of each stretch of ports that it treats alike. */
  IntStream edges() {
    return asks.stream()
        .flatMap(a -> a instanceof Ports p ? p.ranges().stream() : Stream.empty())
        .flatMapToInt(r -> IntStream.of(r.from(), r.to() + 1));
  }

  /** The protocols that it is for. */
  List<String> protocols() {
    return BOTH.stream()
        .filter(name ->
            asks.stream()
                .allMatch(
                    a -> !(a instanceof Protocols p) || p.of(Packet.to(4, name, 0)) != Meets.NO))
        .sorted()
        .toList();
  }
}
