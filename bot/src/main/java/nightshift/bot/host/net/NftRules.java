package nightshift.bot.host.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;

/**
 * The rules of nftables (those of {@code iptables-nft} are among them), and what they do with the
 * first packet of a stranger. Read only. Where a rule asks for something that cannot be known here,
 * such as the sender's address, the answer is {@link Verdict#UNSURE}, never a guess.
 */
public final class NftRules {

  /** What becomes of a stranger's packet. */
  public enum Verdict {
    OPEN,
    CLOSED,
    UNSURE
  }

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int DEEPEST = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> inputs = new ArrayList<>();
  private final Map<String, List<JsonNode>> rules = new HashMap<>();
  private boolean any;

  private NftRules() {}

  /** Reads the rules of a machine. */
  public static NftRules of(Machine machine) throws ProgramTrouble, InterruptedException {
    String doing = "reading the firewall";
    String said = Programs.output(machine, doing, LOOK, List.of("nft", "-j", "list", "ruleset"));
    try {
      return parse(said);
    } catch (JsonProcessingException e) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.REFUSED,
          doing + " on " + machine.name() + ": its rules are too many to be read as a whole");
    }
  }

  static NftRules parse(String json) throws JsonProcessingException {
    NftRules out = new NftRules();
    for (JsonNode entry : JSON.readTree(json).path("nftables")) {
      JsonNode chain = entry.path("chain");
      if (chain.path("hook").asText("").equals("input")
          && chain.path("type").asText("").equals("filter")) {
        out.inputs.add(chain);
      }
      JsonNode rule = entry.path("rule");
      if (rule.has("chain")) {
        out.any = true;
        out.rules
            .computeIfAbsent(key(rule, rule.path("chain").asText()), _ -> new ArrayList<>())
            .add(rule);
      }
    }
    return out;
  }

  /** Whether there is any rule at all. */
  public boolean any() {
    return any || !inputs.isEmpty();
  }

  /**
   * What becomes of a stranger's first packet to this port.
   *
   * @param version 4 or 6: which rules it meets
   */
  public Verdict verdict(String protocol, int port, int version) {
    NftPacket packet = new NftPacket(protocol, port);
    if (forwarded(packet)) {
      return Verdict.OPEN;
    }
    Verdict all = Verdict.OPEN;
    for (JsonNode chain : inputs) {
      String family = chain.path("family").asText("");
      if (!family.equals("inet") && !family.equals(version == 6 ? "ip6" : "ip")) {
        continue;
      }
      String policy = chain.path("policy").asText("accept");
      Verdict here =
          walk(chain, chain.path("name").asText(), packet, 0)
              .or(policy.equals("drop") ? Verdict.CLOSED : Verdict.OPEN);
      if (here == Verdict.CLOSED) {
        return Verdict.CLOSED;
      }
      all = here == Verdict.UNSURE ? Verdict.UNSURE : all;
    }
    return all;
  }

  /**
   * Whether the port is handed on to somebody else, as Docker does with published ports: such
   * packets never meet the input rules.
   */
  public boolean forwarded(String protocol, int port) {
    return forwarded(new NftPacket(protocol, port));
  }

  private boolean forwarded(NftPacket packet) {
    return rules.values().stream()
        .flatMap(List::stream)
        .anyMatch(r -> has(r, "dnat") && packet.names(r) && packet.meets(r) != NftPacket.Meets.NO);
  }

  /** How far a chain got: with a verdict, or to its end; and whether that is sure. */
  private record Walked(boolean decided, Verdict verdict, boolean doubt) {
    Verdict or(Verdict policy) {
      if (!decided) {
        return doubt ? Verdict.UNSURE : policy;
      }
      return doubt ? Verdict.UNSURE : verdict;
    }
  }

  private Walked walk(JsonNode at, String chain, NftPacket packet, int depth) {
    boolean doubt = depth > DEEPEST;
    for (JsonNode rule :
        doubt ? List.<JsonNode>of() : rules.getOrDefault(key(at, chain), List.of())) {
      NftPacket.Meets meets = packet.meets(rule);
      if (meets == NftPacket.Meets.NO) {
        continue;
      }
      Walked here = decided(rule, packet, depth);
      if (meets == NftPacket.Meets.MAYBE) {
        doubt |= here.decided() || here.doubt() || has(rule, "return");
        continue;
      }
      if (here.decided()) {
        return new Walked(true, here.verdict(), doubt || here.doubt());
      }
      doubt |= here.doubt();
      if (has(rule, "return")) {
        break;
      }
    }
    return new Walked(false, Verdict.UNSURE, doubt);
  }

  private Walked decided(JsonNode rule, NftPacket packet, int depth) {
    if (has(rule, "accept")) {
      return new Walked(true, Verdict.OPEN, false);
    }
    if (has(rule, "drop") || has(rule, "reject")) {
      return new Walked(true, Verdict.CLOSED, false);
    }
    for (JsonNode part : rule.path("expr")) {
      JsonNode to = part.has("jump") ? part.path("jump") : part.path("goto");
      if (to.has("target")) {
        return walk(rule, to.path("target").asText(), packet, depth + 1);
      }
      if (part.has("vmap") || part.has("queue") || part.has("xt")) {
        return new Walked(false, Verdict.UNSURE, true);
      }
    }
    return new Walked(false, Verdict.UNSURE, false);
  }

  private static boolean has(JsonNode rule, String verb) {
    for (JsonNode part : rule.path("expr")) {
      if (part.has(verb)) {
        return true;
      }
    }
    return false;
  }

  private static String key(JsonNode at, String chain) {
    return at.path("family").asText() + " " + at.path("table").asText() + " " + chain;
  }
}
