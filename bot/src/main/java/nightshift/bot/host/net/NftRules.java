package nightshift.bot.host.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nightshift.bot.host.net.Firewall.Base;
import nightshift.bot.host.net.Firewall.Hook;
import nightshift.bot.host.net.PacketRule.Deed;

/** Reads {@code nft -j list ruleset}. Pure. */
record NftRules(JsonNode list) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NATIVE = List.of("\"@", "\"set\"", "\"map\"", "\"vmap\"");
  // The rule goes on behind these only where something holds that nobody can know here.
  private static final List<String> DOUBTS =
      List.of("limit", "quota", "ct count", "set", "map", "meter");
  // Priorities at which connections begin to be tracked, and packets usually get other
  // destinations.
  private static final int TRACKED = -200;
  private static final int DIVERTED = -100;
  // With others there, it goes elsewhere.
  private static final Set<String> DESTINATION = Set.of("dport", "daddr");
  // The rule goes on behind these whatever they do.
  private static final List<String> ASIDE =
      List.of(
          "match",
          "counter",
          "log",
          "mangle",
          "ct helper",
          "ct timeout",
          "ct expectation",
          "secmark",
          "last",
          "flow",
          "dup");

  static NftRules parse(String json) throws JsonProcessingException {
    return new NftRules(JSON.readTree(json).path("nftables"));
  }

  /**
   * Tables that {@code iptables-nft} keeps, and of which nft itself shows only half: {@code ip
   * filter}. Not those where others added rules that in turn {@code iptables-nft} shows only half.
   */
  Set<String> kept() {
    Set<String> kept = new TreeSet<>();
    Set<String> mixed = new TreeSet<>();
    for (JsonNode entry : list) {
      JsonNode rule = entry.path("rule");
      String said = rule.path("expr").toString();
      if (said.contains("{\"xt\":")) {
        kept.add(table(rule));
      }
      if (NATIVE.stream().anyMatch(said::contains)) {
        mixed.add(table(rule));
      }
    }
    kept.removeAll(mixed);
    return kept;
  }

  /** Adds the rules of all tables but these. */
  void into(Firewall firewall, Set<String> without) {
    int diverted = diverted();
    for (JsonNode entry : list) {
      JsonNode chain = entry.path("chain");
      if (chain.has("hook") && !without.contains(table(chain))) {
        base(chain, diverted).forEach(firewall::add);
      }
      JsonNode rule = entry.path("rule");
      if (rule.has("chain") && !without.contains(table(rule))) {
        firewall.add(key(rule, rule.path("chain").asText()), rule(rule));
      }
    }
  }

  // The first chain that may give packets another destination.
  private int diverted() {
    int first = DIVERTED;
    for (JsonNode entry : list) {
      JsonNode chain = entry.path("chain");
      if (chain.path("type").asText("").equals("nat")
          && chain.path("hook").asText("").equals("prerouting")) {
        first = Math.min(first, chain.path("prio").asInt(TRACKED));
      }
    }
    return first;
  }

  private static Stream<Base> base(JsonNode chain, int diverted) {
    String kind = chain.path("type").asText("") + " " + chain.path("hook").asText("");
    Set<Integer> versions =
        switch (chain.path("family").asText("")) {
          case "inet" -> Set.of(4, 6);
          case "ip" -> Set.of(4);
          case "ip6" -> Set.of(6);
          default -> Set.of();
        };
    String name = key(chain, chain.path("name").asText());
    boolean drops = chain.path("policy").asText("").equals("drop");
    JsonNode prio = chain.path("prio");
    return switch (kind) {
      case "filter input" -> Stream.of(new Base(Hook.INPUT, name, versions, drops, true));
      case "filter forward" -> Stream.of(new Base(Hook.FORWARD, name, versions, drops, true));
      case "nat prerouting" -> Stream.of(new Base(Hook.DIVERT, name, versions, false, true));
      // Later ones see what became of a packet.
      case "filter prerouting" ->
          prio.isInt() && prio.asInt() < diverted
              ? Stream.of(new Base(Hook.EARLY, name, versions, drops, prio.asInt() > TRACKED))
              : Stream.empty();
      default -> Stream.empty();
    };
  }

  private static PacketRule rule(JsonNode rule) {
    List<Ask> asks = new ArrayList<>();
    for (JsonNode part : rule.path("expr")) {
      if (part.has("match")) {
        asks.addAll(NftMatch.asks(part.path("match")));
      } else if (doubtful(part)) {
        asks.add(Ask.maybe());
      }
    }
    for (JsonNode part : rule.path("expr")) {
      Deed deed = deed(part);
      if (deed == Deed.FORWARD) {
        version(part).ifPresent(asks::add);
      }
      if (deed != Deed.NOTHING) {
        return new PacketRule(asks, deed, to(rule, part));
      }
    }
    return new PacketRule(asks, Deed.NOTHING, "");
  }

  // In a table of both versions of IP, nft does not print that it is for the one alone.
  private static Optional<Ask> version(JsonNode part) {
    return switch (part.path("dnat").path("family").asText("")) {
      case "ip" -> Optional.of(new Ask.Version(4));
      case "ip6" -> Optional.of(new Ask.Version(6));
      default -> Optional.empty();
    };
  }

  private static boolean doubtful(JsonNode part) {
    JsonNode xt = part.path("xt");
    boolean match = xt.path("type").asText("").equals("match");
    return DOUBTS.stream().anyMatch(part::has)
        || match && !xt.path("name").asText("").equals("comment");
  }

  private static Deed deed(JsonNode part) {
    Predicate<String> has = part::has;
    if (has.test("accept")) {
      return Deed.ACCEPT;
    }
    if (has.test("drop") || has.test("reject")) {
      return Deed.DROP;
    }
    if (has.test("return")) {
      return Deed.RETURN;
    }
    if (has.test("jump") || has.test("goto")) {
      return has.test("jump") ? Deed.JUMP : Deed.GOTO;
    }
    if (has.test("dnat") || has.test("redirect")) {
      return has.test("dnat") ? Deed.FORWARD : Deed.REDIRECT;
    }
    if (has.test("notrack")) {
      return Deed.UNTRACK;
    }
    JsonNode written = part.path("mangle").path("key").path("payload").path("field");
    if (DESTINATION.contains(written.asText(""))) {
      return Deed.UNKNOWN;
    }
    JsonNode xt = part.path("xt");
    if (xt.path("type").asText("").equals("target")) {
      return IptablesRules.target(xt.path("name").asText());
    }
    boolean on = Stream.of(DOUBTS, ASIDE).flatMap(List::stream).anyMatch(has);
    return on || xt.path("type").asText("").equals("match") ? Deed.NOTHING : Deed.UNKNOWN;
  }

  private static String to(JsonNode rule, JsonNode part) {
    JsonNode jump = part.has("jump") ? part.path("jump") : part.path("goto");
    if (jump.has("target")) {
      return key(rule, jump.path("target").asText());
    }
    return part.has("redirect")
        ? destination(part.path("redirect"), Destination.SAME)
        : destination(part.path("dnat"), "");
  }

  // What is neither an address nor a port is a choice, which is not read here.
  private static String destination(JsonNode nat, String same) {
    JsonNode port = nat.path("port");
    JsonNode range = port.path("range");
    String address = nat.path("addr").asText("");
    if (nat.has("addr") && address.isEmpty()
        || nat.has("port") && !port.isInt() && !range.isArray()) {
      return "";
    }
    String ports =
        port.isInt()
            ? ":" + port.asInt()
            : range.isArray() ? ":" + range.path(0).asInt() + "-" + range.path(1).asInt() : same;
    return (address.contains(":") && !ports.isEmpty() ? "[" + address + "]" : address) + ports;
  }

  private static String table(JsonNode at) {
    return at.path("family").asText() + " " + at.path("table").asText();
  }

  private static String key(JsonNode at, String chain) {
    return "nft " + table(at) + " " + chain;
  }
}
