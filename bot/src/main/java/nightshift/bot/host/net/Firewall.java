package nightshift.bot.host.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.bot.host.net.Ask.Meets;
import nightshift.bot.host.net.Ask.Range;

/**
 * The packet filters of a machine, and what they do with the first packet of a stranger. Where a
 * rule asks for something that cannot be known here, such as the sender's address, the answer is
 * {@link Verdict#UNSURE}, never a guess. Pure.
 */
public final class Firewall {

  /** Where the kernel hands packets to a chain. */
  enum Hook {
    INPUT,
    /** Before it is decided whose they are: here they get another destination. */
    FORWARDS
  }

  /**
   * A chain that the kernel calls.
   *
   * @param name a key of the chains
   * @param versions of IP whose packets it gets
   * @param drops whether what no rule decides is dropped
   */
  record Base(Hook hook, String name, Set<Integer> versions, boolean drops) {}

  /**
   * Ports whose packets get another destination, as Docker's published ones do.
   *
   * @param protocol {@code tcp} or {@code udp}
   * @param from the first port
   * @param to the last port
   * @param destination where they go; empty when the rule does not show it
   */
  public record Forward(String protocol, int from, int to, String destination) {

    /** {@code 8080/tcp}, or {@code 8000-8010/tcp}. */
    public String name() {
      return (from == to ? "" + from : from + "-" + to) + "/" + protocol;
    }
  }

  private static final int DEEPEST = 16;
  private static final int MOST_STEPS = 100_000;

  private final List<Base> bases = new ArrayList<>();
  private final Map<String, List<PacketRule>> chains = new HashMap<>();
  private final Map<Integer, List<Forward>> forwards = new HashMap<>();
  private final List<String> unseen = new ArrayList<>();
  private int steps;

  Firewall() {}

  void add(Base base) {
    bases.add(base);
    forwards.clear();
  }

  void add(String chain, PacketRule rule) {
    chains.computeIfAbsent(chain, _ -> new ArrayList<>()).add(rule);
    forwards.clear();
  }

  void unseen(String why) {
    unseen.add(why);
  }

  /** Which rules could not be read, and why, a line each. */
  public List<String> unseen() {
    return List.copyOf(unseen);
  }

  /** Whether anything was found that decides about packets. */
  public boolean any() {
    return !chains.isEmpty() || bases.stream().anyMatch(Base::drops);
  }

  /**
   * What becomes of a stranger's first packet to this port.
   *
   * @param version 4 or 6: which rules it meets
   */
  public Verdict verdict(String protocol, int port, int version) {
    if (forwarded(protocol, port, version)) {
      return Verdict.OPEN;
    }
    Verdict all = Verdict.OPEN;
    for (Base base : bases) {
      if (base.hook() != Hook.INPUT || !base.versions().contains(version)) {
        continue;
      }
      Ways ways = walk(base.name(), protocol, port, 0, new HashMap<>());
      Verdict here = ways.verdict(base.drops());
      if (here == Verdict.CLOSED) {
        return Verdict.CLOSED;
      }
      all = here == Verdict.UNSURE ? Verdict.UNSURE : all;
    }
    return all;
  }

  /**
   * Whether the port is handed on to somebody else: such packets never meet the input rules.
   *
   * @param version 4 or 6
   */
  public boolean forwarded(String protocol, int port, int version) {
    return forwards(version).stream()
        .anyMatch(f -> f.protocol().equals(protocol) && f.from() <= port && port <= f.to());
  }

  /** Everything that is handed on, by the ports that the rules name. */
  public List<Forward> forwards(int version) {
    return forwards.computeIfAbsent(version, this::handedOn);
  }

  private List<Forward> handedOn(int version) {
    Set<Forward> out = new LinkedHashSet<>();
    steps = 0;
    for (Base base : bases) {
      if (base.hook() == Hook.FORWARDS && base.versions().contains(version)) {
        forwards(base.name(), new PacketRule(List.of(), PacketRule.Deed.NOTHING, ""), 0, out);
      }
    }
    if (steps > MOST_STEPS) {
      unseen(
          "the jumps from chain to chain are too many to follow: not all that is forwarded is seen");
    }
    return List.copyOf(out);
  }

  // A rule asks for what all the jumps that lead to it asked for, too.
  private void forwards(String chain, PacketRule way, int depth, Set<Forward> out) {
    if (depth > DEEPEST) {
      return;
    }
    for (PacketRule rule : chains.getOrDefault(chain, List.of())) {
      if (++steps > MOST_STEPS) {
        return;
      }
      List<Ask> asks = new ArrayList<>(way.asks());
      asks.addAll(rule.asks());
      PacketRule whole = new PacketRule(asks, rule.deed(), rule.to());
      if (!whole.possible()) {
        continue;
      }
      switch (rule.deed()) {
        case JUMP, GOTO -> forwards(rule.to(), whole, depth + 1, out);
        case FORWARD -> {
          for (String protocol : whole.protocols()) {
            for (Range r : whole.ports()) {
              if (whole.meets(protocol, r.from()) != Meets.NO) {
                out.add(new Forward(protocol, r.from(), r.to(), rule.to()));
              }
            }
          }
        }
        default -> {}
      }
    }
  }

  /** Which ends a packet can come to in a chain; {@code through}: to that of the chain itself. */
  private record Ways(boolean open, boolean closed, boolean through) {

    static final Ways ANY = new Ways(true, true, true);

    Verdict verdict(boolean drops) {
      boolean in = open || through && !drops;
      boolean out = closed || through && drops;
      return in && out ? Verdict.UNSURE : in ? Verdict.OPEN : Verdict.CLOSED;
    }
  }

  // Each chain once, however many jumps lead there.
  private Ways walk(String chain, String protocol, int port, int depth, Map<String, Ways> walked) {
    if (depth > DEEPEST) {
      return Ways.ANY;
    }
    Ways before = walked.get(chain);
    if (before == null) {
      walked.put(chain, Ways.ANY);
      before = through(chain, protocol, port, depth, walked);
      walked.put(chain, before);
    }
    return before;
  }

  private Ways through(
      String chain, String protocol, int port, int depth, Map<String, Ways> walked) {
    boolean open = false;
    boolean closed = false;
    boolean left = false;
    for (PacketRule rule : chains.getOrDefault(chain, List.of())) {
      Meets meets = rule.meets(protocol, port);
      if (meets == Meets.NO) {
        continue;
      }
      Ways ways = ways(rule, protocol, port, depth, walked);
      open |= ways.open();
      closed |= ways.closed();
      boolean leaves = rule.deed() == PacketRule.Deed.RETURN || rule.deed() == PacketRule.Deed.GOTO;
      left |= leaves && ways.through();
      if (meets == Meets.YES && (leaves || !ways.through())) {
        return new Ways(open, closed, left);
      }
    }
    return new Ways(open, closed, true);
  }

  private Ways ways(
      PacketRule rule, String protocol, int port, int depth, Map<String, Ways> walked) {
    return switch (rule.deed()) {
      case ACCEPT -> new Ways(true, false, false);
      case DROP -> new Ways(false, true, false);
      case JUMP, GOTO -> walk(rule.to(), protocol, port, depth + 1, walked);
      case RETURN, NOTHING, FORWARD -> new Ways(false, false, true);
      case UNKNOWN -> Ways.ANY;
    };
  }
}
