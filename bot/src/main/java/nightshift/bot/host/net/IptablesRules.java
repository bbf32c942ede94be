package nightshift.bot.host.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.net.Firewall.Base;
import nightshift.bot.host.net.Firewall.Hook;
import nightshift.bot.host.net.PacketRule.Deed;

/**
 * Reads what {@code iptables-save} and its kin write. Pure.
 *
 * @param version of IP: 4 or 6
 */
record IptablesRules(int version, List<Table> tables) {

  /**
   * One table.
   *
   * @param policies of its chains: {@code ACCEPT}, {@code DROP}, or {@code -} for one's own chain
   */
  record Table(String name, Map<String, String> policies, List<IptablesRule> rules) {}

  // Tables whose chains INPUT and FORWARD decide about packets.
  private static final Set<String> FILTERS = Set.of("filter", "mangle", "security");
  private static final Set<String> ASIDE =
      Set.of(
          "LOG",
          "NFLOG",
          "ULOG",
          "AUDIT",
          "TRACE",
          "MARK",
          "CONNMARK",
          "CONNSECMARK",
          "SECMARK",
          "TCPMSS",
          "TOS",
          "DSCP",
          "TTL",
          "HL",
          "SET",
          "CHECKSUM",
          "CLASSIFY");
  private static final int LONGEST = 10_000;
  private static final Pattern CHAIN = Pattern.compile(":(\\S+) (\\S+)( \\[\\d+:\\d+])?");

  /** Empty when there is something that cannot be read, or something is missing. */
  static Optional<IptablesRules> parse(String text, int version) {
    List<Table> tables = new ArrayList<>();
    boolean inside = false;
    StringBuilder begun = new StringBuilder();
    for (String raw : text.lines().toList()) {
      begun.append(raw);
      if (begun.length() <= LONGEST && IptablesRule.goesOn(begun)) {
        begun.append('\n');
        continue;
      }
      String line = begun.toString().strip();
      begun.setLength(0);
      Matcher chain = CHAIN.matcher(line);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("*") && !inside) {
        tables.add(new Table(line.substring(1), new HashMap<>(), new ArrayList<>()));
        inside = true;
      } else if (line.equals("COMMIT") && inside) {
        inside = false;
      } else if (inside && chain.matches()) {
        tables.getLast().policies().put(chain.group(1), chain.group(2));
      } else if (inside && line.startsWith("-A ")) {
        tables.getLast().rules().add(IptablesRule.read(line));
      } else {
        return Optional.empty();
      }
    }
    return inside || !begun.isEmpty()
        ? Optional.empty()
        : Optional.of(new IptablesRules(version, tables));
  }

  /** The tables as nft calls them: {@code ip filter}. */
  Set<String> names() {
    Set<String> out = new TreeSet<>();
    tables.forEach(t -> out.add(named(t)));
    return out;
  }

  /**
   * Adds the tables that are wanted.
   *
   * @param source tells chains of the same name apart
   * @param wanted by what nft calls a table
   */
  void into(Firewall firewall, String source, Predicate<String> wanted) {
    for (Table table : tables) {
      if (!wanted.test(named(table))) {
        continue;
      }
      String prefix = source + " " + named(table) + " ";
      table
          .policies()
          .forEach((chain, policy) ->
              hook(table.name(), chain)
                  .map(hook ->
                      new Base(
                          hook,
                          prefix + chain,
                          Set.of(version),
                          policy.equals("DROP"),
                          !table.name().equals("raw")))
                  .ifPresent(firewall::add));
      for (IptablesRule rule : table.rules()) {
        boolean own = table.policies().containsKey(rule.target());
        Deed jump = rule.returns() ? Deed.JUMP : Deed.GOTO;
        firewall.add(
            prefix + rule.chain(),
            own
                ? new PacketRule(rule.asks(), jump, prefix + rule.target())
                : new PacketRule(rule.asks(), target(rule.target()), rule.destination()));
      }
    }
  }

  private static Optional<Hook> hook(String table, String chain) {
    boolean filters = FILTERS.contains(table);
    return switch (chain) {
      case "INPUT" -> filters ? Optional.of(Hook.INPUT) : Optional.empty();
      case "FORWARD" -> filters ? Optional.of(Hook.FORWARD) : Optional.empty();
      case "PREROUTING" ->
          switch (table) {
            case "raw", "mangle" -> Optional.of(Hook.EARLY);
            case "nat" -> Optional.of(Hook.DIVERT);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  /** What a target of iptables does; empty for a rule that only counts. */
  static Deed target(String name) {
    return switch (name) {
      case "ACCEPT" -> Deed.ACCEPT;
      case "DROP", "REJECT" -> Deed.DROP;
      case "RETURN" -> Deed.RETURN;
      case "DNAT" -> Deed.FORWARD;
      case "REDIRECT" -> Deed.REDIRECT;
      case "CT", "NOTRACK" -> Deed.UNTRACK;
      default -> name.isEmpty() || ASIDE.contains(name) ? Deed.NOTHING : Deed.UNKNOWN;
    };
  }

  private String named(Table table) {
    return (version == 6 ? "ip6 " : "ip ") + table.name();
  }
}
