package nightshift.bot.host.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.ProgramTrouble.Kind;
import nightshift.bot.host.Programs;

/**
 * Asks a machine for its packet filters: those of nftables, those that {@code iptables-nft} keeps
 * there and of which nft itself shows only half, and those of the older iptables beside it.
 */
public final class ReadFirewall {

  private static final String DOING = "reading the firewall";
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Machine machine;
  private final Firewall firewall = new Firewall();
  private final Set<String> told = new HashSet<>();
  private boolean read;

  private ReadFirewall(Machine machine) {
    this.machine = machine;
  }

  /** Reads what can be read; trouble where that is nothing. */
  public static Firewall of(Machine machine) throws ProgramTrouble, InterruptedException {
    Firewall firewall = new ReadFirewall(machine).all();
    firewall.among(IpTool.neighbours(machine));
    return firewall;
  }

  private Firewall all() throws ProgramTrouble, InterruptedException {
    Optional<NftRules> nft = Optional.empty();
    Optional<ProgramTrouble> without = Optional.empty();
    try {
      nft = Optional.of(nft());
    } catch (ProgramTrouble e) {
      if (e.kind() != Kind.MISSING) {
        throw e;
      }
      without = Optional.of(e);
      firewall.unseen("there is no program \"nft\": what nftables has of its own is not seen");
    }
    Optional<Set<String>> kept = nft.map(NftRules::kept);
    iptables("iptables", 4, kept);
    iptables("ip6tables", 6, kept);
    if (without.isPresent() && !read) {
      throw without.get();
    }
    told.retainAll(kept.orElse(Set.of()));
    Set<String> half = new TreeSet<>(kept.orElse(Set.of()));
    half.removeAll(told);
    if (!half.isEmpty()) {
      firewall.unseen(
          "of the tables that iptables keeps, nft shows only half: %s; install iptables to have the rest"
              .formatted(String.join(", ", half)));
    }
    nft.ifPresent(rules -> rules.into(firewall, told));
    return firewall;
  }

  private NftRules nft() throws ProgramTrouble, InterruptedException {
    String said = Programs.output(machine, DOING, LOOK, List.of("nft", "-j", "list", "ruleset"));
    try {
      return NftRules.parse(said);
    } catch (JsonProcessingException e) {
      throw new ProgramTrouble(
          Kind.REFUSED,
          DOING + " on " + machine.name() + ": its rules are too many to be read as a whole");
    }
  }

  /**
   * @param kept the tables that are better asked of iptables than of nft; empty without nft
   */
  private void iptables(String name, int version, Optional<Set<String>> kept)
      throws ProgramTrouble, InterruptedException {
    Optional<String> modern = said(name + "-nft-save");
    Optional<String> legacy = said(name + "-legacy-save");
    if (modern.isEmpty() && legacy.isEmpty()) {
      // Before version 1.8 there is but one, and where only the modern one is packed, too.
      Optional<String> only = said(name + "-save");
      modern = only.filter(s -> s.contains("nf_tables"));
      legacy = only.filter(s -> !s.contains("nf_tables"));
    }
    Optional<IptablesRules> better = modern.flatMap(s -> rules(name, s, version));
    better.ifPresent(rules -> {
      rules.into(firewall, "nft", table -> kept.isEmpty() || kept.get().contains(table));
      told.addAll(rules.names());
    });
    legacy
        .flatMap(s -> rules(name, s, version))
        .ifPresent(rules -> rules.into(firewall, "legacy", _ -> true));
  }

  private Optional<IptablesRules> rules(String name, String said, int version) {
    Optional<IptablesRules> rules = IptablesRules.parse(said, version);
    if (rules.isEmpty()) {
      firewall.unseen("the rules of " + name + " are too many, or are not as expected: not seen");
    }
    return rules;
  }

  // Nobody needs all of these programs.
  private Optional<String> said(String program) throws ProgramTrouble, InterruptedException {
    try {
      String said = Programs.output(machine, DOING, LOOK, List.of(program));
      read = true;
      return Optional.of(said);
    } catch (ProgramTrouble e) {
      if (e.kind() == Kind.REFUSED) {
        firewall.unseen(e.getMessage() + ": not seen");
      } else if (e.kind() != Kind.MISSING) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
