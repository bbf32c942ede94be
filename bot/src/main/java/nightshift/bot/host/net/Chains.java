package nightshift.bot.host.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.net.Ask.Meets;
import nightshift.bot.host.net.PacketRule.Deed;

/** The rules by chain, and which ends a packet can come to in them. */
final class Chains {

  /** How deep jumps are followed. */
  static final int DEEPEST = 16;

  private final Map<String, List<PacketRule>> rules = new HashMap<>();

  void add(String chain, PacketRule rule) {
    rules.computeIfAbsent(chain, _ -> new ArrayList<>()).add(rule);
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  List<PacketRule> of(String chain) {
    return rules.getOrDefault(chain, List.of());
  }

  /**
   * Which ends a packet can come to in a chain.
   *
   * @param open it is let by
   * @param closed it is dropped, or taken away from this machine
   * @param through it comes to the end of the chain itself
   * @param untracked its connection may not be tracked from here on
   */
  record Ways(boolean open, boolean closed, boolean through, boolean untracked) {

    private static final Ways ANY = new Ways(true, true, true, true);
    private static final Ways ON = new Ways(false, false, true, false);

    Verdict verdict(boolean drops) {
      boolean in = open || through && !drops;
      boolean out = closed || through && drops;
      return in && out ? Verdict.UNSURE : in ? Verdict.OPEN : Verdict.CLOSED;
    }
  }

  /** Follows a packet through a chain that the kernel calls. */
  Ways walk(String chain, Packet packet) {
    return walk(chain, packet, 0, new HashMap<>());
  }

  // Each chain once, however many jumps lead there.
  private Ways walk(String chain, Packet packet, int depth, Map<String, Ways> walked) {
    if (depth > DEEPEST) {
      return Ways.ANY;
    }
    Ways before = walked.get(chain);
    if (before == null) {
      walked.put(chain, Ways.ANY);
      before = through(chain, packet, depth, walked);
      walked.put(chain, before);
    }
    return before;
  }

  private Ways through(String chain, Packet packet, int depth, Map<String, Ways> walked) {
    boolean open = false;
    boolean closed = false;
    boolean left = false;
    boolean untracked = false;
    for (PacketRule rule : of(chain)) {
      Meets meets = rule.meets(packet);
      if (meets == Meets.NO) {
        continue;
      }
      Ways ways = ways(rule, packet, depth, walked);
      open |= ways.open();
      closed |= ways.closed();
      untracked |= ways.untracked();
      boolean leaves = rule.deed() == Deed.RETURN || rule.deed() == Deed.GOTO;
      left |= leaves && ways.through();
      if (meets == Meets.YES && (leaves || !ways.through())) {
        return new Ways(open, closed, left, untracked);
      }
    }
    return new Ways(open, closed, true, untracked);
  }

  private Ways ways(PacketRule rule, Packet packet, int depth, Map<String, Ways> walked) {
    return switch (rule.deed()) {
      case ACCEPT, REDIRECT -> new Ways(true, false, false, false);
      case DROP, FORWARD -> new Ways(false, true, false, false);
      case JUMP, GOTO -> walk(rule.to(), packet, depth + 1, walked);
      case RETURN, NOTHING -> Ways.ON;
      case UNTRACK -> new Ways(false, false, true, true);
      case UNKNOWN -> Ways.ANY;
    };
  }
}
