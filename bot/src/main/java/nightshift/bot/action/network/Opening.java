package nightshift.bot.action.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightshift.bot.host.net.Firewall;
import nightshift.bot.host.net.Firewall.Forward;
import nightshift.bot.host.net.Socket;
import nightshift.bot.host.net.Verdict;
import nightshift.config.NetworkSettings.Port;

/**
 * A way in, and what the packet filters make of it. Pure.
 *
 * @param name {@code 443/tcp}, or a range
 * @param shown the same, with who is behind it
 * @param protocol of all its ports
 * @param first the first port that the policy would have to list
 * @param last the last one
 * @param verdict what becomes of a stranger's packet
 * @param forwarded whether it is handed on, past the rules for input
 */
record Opening(
    String name,
    String shown,
    String protocol,
    int first,
    int last,
    Verdict verdict,
    boolean forwarded) {

  // Each port of a range is looked at by itself; a longer range counts as open.
  private static final int MOST_OF_A_RANGE = 256;

  /**
   * Everything that listens to others, and everything that is handed on though nobody here listens.
   *
   * @param six whether strangers can reach this machine by IPv6
   */
  static List<Opening> all(List<Socket> sockets, Firewall firewall, boolean six) {
    List<Integer> versions = six ? List.of(4, 6) : List.of(4);
    List<Socket> outside = sockets.stream().filter(s -> !s.inside()).toList();
    List<Opening> out = new ArrayList<>();
    outside.forEach(s -> out.add(of(s, firewall, versions)));
    versions.stream()
        .flatMap(v ->
            firewall.forwards(v).stream()
                .filter(f -> f.from() < f.to() || outside.stream().noneMatch(s -> same(s, f, v)))
                .map(f -> of(f, firewall, v)))
        .distinct()
        .forEach(out::add);
    return List.copyOf(out);
  }

  private static Opening of(Socket socket, Firewall firewall, List<Integer> versions) {
    List<Integer> met = versions.stream().filter(v -> meets(socket, v)).toList();
    List<Verdict> verdicts =
        met.stream().map(v -> firewall.verdict(socket.protocol(), socket.port(), v)).toList();
    return new Opening(
        socket.name(),
        socket.shown(),
        socket.protocol(),
        socket.port(),
        socket.port(),
        Stream.of(Verdict.OPEN, Verdict.UNSURE)
            .filter(verdicts::contains)
            .findFirst()
            .orElse(Verdict.CLOSED),
        met.stream().anyMatch(v -> firewall.forwarded(socket.protocol(), socket.port(), v)));
  }

  private static Opening of(Forward forward, Firewall firewall, int version) {
    boolean shut =
        forward.to() - forward.from() < MOST_OF_A_RANGE
            && IntStream.rangeClosed(forward.from(), forward.to())
                .allMatch(p -> firewall.verdict(forward.protocol(), p, version) == Verdict.CLOSED);
    return new Opening(
        forward.name(),
        forward.name() + (forward.destination().isEmpty() ? "" : " to " + forward.destination()),
        forward.protocol(),
        forward.from(),
        forward.to(),
        shut ? Verdict.CLOSED : Verdict.OPEN,
        true);
  }

  private static boolean meets(Socket socket, int version) {
    return version == 6 ? socket.six() : !socket.address().contains(":");
  }

  private static boolean same(Socket socket, Forward forward, int version) {
    return meets(socket, version)
        && socket.protocol().equals(forward.protocol())
        && socket.port() == forward.from();
  }

  /** Whether it is open, or may be, and the policy does not list it. */
  boolean bad(List<Port> open) {
    return verdict != Verdict.CLOSED && !listed(open);
  }

  private boolean listed(List<Port> open) {
    long many =
        open.stream()
            .distinct()
            .filter(p -> p.protocol().equals(protocol))
            .filter(p -> first <= p.number() && p.number() <= last)
            .count();
    return many == 1L + last - first;
  }

  /** A line of the report. */
  String sentence(List<Port> open) {
    String way =
        switch (verdict) {
          case OPEN ->
              forwarded
                  ? "open: it is forwarded, past the rules for input"
                  : "open: no rule of the firewall keeps strangers out";
          case CLOSED -> "closed by the firewall";
          case UNSURE -> "may be open: a rule that concerns it depends on more than the port";
        };
    String listed = listed(open) ? " (network.open lists it)" : "";
    return (bad(open) ? "!  " : "   ") + shown + ": " + way + listed;
  }
}
