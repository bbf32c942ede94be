package nightshift.bot.host.net;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nightshift.bot.host.net.Ask.Meets;
import nightshift.bot.host.net.Firewall.Forward;
import nightshift.bot.host.net.PacketRule.Deed;

/**
 * A rule that may give packets another destination, with all that the jumps to it asked for. Pure.
 */
record Diversion(PacketRule rule) {

  private static final int MOST_STEPS = 100_000;

  /** Those of some chains; {@code whole} when they could all be followed. */
  record Found(List<Diversion> all, boolean whole) {}

  static Found in(Chains chains, List<String> bases) {
    Set<Diversion> out = new LinkedHashSet<>();
    int[] left = {MOST_STEPS};
    for (String base : bases) {
      follow(chains, base, new PacketRule(List.of(), Deed.NOTHING, ""), 0, left, out);
    }
    return new Found(List.copyOf(out), left[0] > 0);
  }

  private static void follow(
      Chains chains, String chain, PacketRule way, int depth, int[] left, Set<Diversion> out) {
    if (depth > Chains.DEEPEST) {
      left[0] = 0;
      return;
    }
    for (PacketRule rule : chains.of(chain)) {
      if (--left[0] <= 0) {
        return;
      }
      List<Ask> asks = new ArrayList<>(way.asks());
      asks.addAll(rule.asks());
      PacketRule whole = new PacketRule(asks, rule.deed(), rule.to());
      if (!whole.possible()) {
        continue;
      }
      switch (rule.deed()) {
        case JUMP, GOTO -> follow(chains, rule.to(), whole, depth + 1, left, out);
        case FORWARD, REDIRECT, UNKNOWN -> out.add(new Diversion(whole));
        default -> {}
      }
    }
  }

  boolean meets(Packet packet) {
    return rule.meets(packet) != Meets.NO;
  }

  /** Where to; empty when that cannot be told. */
  Optional<Destination> where() {
    return rule.deed() == Deed.UNKNOWN ? Optional.empty() : Destination.read(rule.to());
  }

  /** The address of somebody else to whom it hands packets on; empty when it may be our own. */
  Optional<String> other(Neighbours neighbours) {
    return where().map(Destination::address).filter(a -> !neighbours.mayBeOurs(a));
  }

  /** Whether packets to other ports may become ones to this port of this machine. */
  boolean gives(int port, Neighbours neighbours) {
    return other(neighbours).isEmpty() && where().map(d -> d.gives(port)).orElse(true);
  }

  /** Whether it may hand packets on, and names no ports that can be read. */
  boolean isHidden(int version) {
    return rule.deed() != Deed.REDIRECT
        && rule.ports().isEmpty()
        && rule.protocols().stream().anyMatch(p -> meets(Packet.to(version, p, 0)));
  }

  /** The ports that it names, when it hands on packets of this version of IP. */
  Stream<Forward> forwards(int version) {
    return rule.deed() != Deed.FORWARD
        ? Stream.empty()
        : rule.protocols().stream()
            .flatMap(protocol ->
                rule.ports().stream()
                    .filter(r ->
                        rule.edges()
                            .filter(r::has)
                            .anyMatch(p -> meets(Packet.to(version, protocol, p))))
                    .map(r -> new Forward(protocol, r.from(), r.to(), rule.to())));
  }
}
