package nightshift.bot.host.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.net.Ask.Range;

/**
 * One line of {@code iptables-save} that begins with {@code -A}.
 *
 * @param chain whose rule it is
 * @param target what follows {@code -j} or {@code -g}; empty when there is none
 * @param returns whether a jump comes back
 * @param destination where {@code DNAT} or {@code REDIRECT} sends packets; else empty
 */
record IptablesRule(
    String chain, List<Ask> asks, String target, boolean returns, String destination) {

  // Possessive, or a long word would need as deep a stack.
  private static final Pattern WORD =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|(\\S+)", Pattern.DOTALL);
  // Modules that ask nothing by themselves, only by their options.
  private static final Set<String> QUIET =
      Set.of("tcp", "udp", "comment", "conntrack", "state", "multiport", "addrtype");

  private static final Set<String> FREE = Set.of("PSH", "URG");

  /** Whether what was read of a rule ends within quotes: a comment may have many lines. */
  static boolean goesOn(CharSequence read) {
    boolean quoted = false;
    for (int i = 0; i < read.length(); i++) {
      if (quoted && read.charAt(i) == '\\') {
        i++;
      } else if (read.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return quoted && read.toString().startsWith("-A ");
  }

  static IptablesRule read(String line) {
    Deque<String> words = words(line);
    List<Ask> asks = new ArrayList<>();
    words.poll();
    String chain = next(words);
    while (!words.isEmpty()) {
      String word = next(words);
      boolean not = word.equals("!");
      String option = not ? next(words) : word;
      if (option.equals("-j") || option.equals("-g")) {
        String target = next(words);
        return new IptablesRule(
            chain, asks, target, option.equals("-j"), destination(target, words));
      }
      asks.add(ask(option, not, words));
    }
    return new IptablesRule(chain, asks, "", true, "");
  }

  private static Ask ask(String option, boolean not, Deque<String> words) {
    return switch (option) {
      case "-p" -> new Ask.Protocols(Set.of(next(words)), not);
      case "-i" -> new Ask.From(next(words), not);
      case "-s" -> loopback(next(words)) ? Ask.known(not) : Ask.maybe();
      case "-d" -> toward(next(words), not);
      case "-m" -> QUIET.contains(next(words)) ? Ask.yes() : Ask.maybe();
      case "--dport", "--dports" -> ports(next(words), not);
      case "--ctorigdstport" -> originally(ports(next(words), not));
      case "--ctdir" -> new Ask.State(next(words).equals("ORIGINAL") != not);
      case "--state", "--ctstate" -> state(List.of(next(words).split(",")), not);
      case "--dst-type" -> next(words).equals("LOCAL") ? new Ask.Here(not) : Ask.maybe();
      case "--tcp-flags" -> flags(next(words), next(words), not);
      case "--comment" -> quiet(words);
      default -> unknown(words);
    };
  }

  private static Ask quiet(Deque<String> words) {
    words.poll();
    return Ask.yes();
  }

  // Whether it got another destination is not known before it did.
  private static Ask state(List<String> states, boolean not) {
    boolean diverted = states.contains("DNAT") || states.contains("SNAT");
    return diverted ? Ask.maybe() : new Ask.State(states.contains("NEW") != not);
  }

  private static Ask toward(String net, boolean not) {
    return loopback(net)
        ? Ask.known(not)
        : Net.read(net).<Ask>map(n -> new Ask.Toward(n, not)).orElse(Ask.maybe());
  }

  private static Ask originally(Ask ports) {
    return ports instanceof Ask.Ports p ? new Ask.OriginalPorts(p.ranges(), p.not()) : ports;
  }

  // What it asks is not known, nor how many words that takes.
  private static Ask unknown(Deque<String> words) {
    while (!words.isEmpty() && !words.peek().startsWith("-") && !words.peek().equals("!")) {
      words.poll();
    }
    return Ask.maybe();
  }

  private static Ask ports(String said, boolean not) {
    List<Range> ranges = new ArrayList<>();
    for (String part : said.split(",")) {
      String[] ends = part.split(":", -1);
      int from = port(ends[0], 0);
      ranges.add(new Range(from, ends.length == 1 ? from : port(ends[1], 65_535)));
    }
    boolean read = ranges.stream().allMatch(r -> r.from() >= 0 && r.to() >= 0);
    return read ? new Ask.Ports(ranges, not) : Ask.maybe();
  }

  private static int port(String text, int open) {
    return text.isEmpty() ? open : text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
  }

  // The first packet of a connection has SYN, and PSH and URG as its sender likes.
  private static Ask flags(String mask, String set, boolean not) {
    boolean all = mask.equals("ALL");
    List<String> seen = List.of(mask.split(","));
    Set<String> wanted = new HashSet<>(List.of(set.split(",")));
    wanted.removeAll(FREE);
    wanted.remove("NONE");
    if (!wanted.equals(all || seen.contains("SYN") ? Set.of("SYN") : Set.of())) {
      return Ask.known(not);
    }
    return all || !Collections.disjoint(seen, FREE) ? Ask.maybe() : Ask.known(!not);
  }

  private static boolean loopback(String address) {
    return address.startsWith("127.") || address.equals("::1/128");
  }

  private static String destination(String target, Deque<String> words) {
    while (!words.isEmpty()) {
      switch (next(words)) {
        case "--to-destination" -> {
          return next(words);
        }
        case "--to-ports" -> {
          return ":" + next(words);
        }
        default -> {}
      }
    }
    return target.equals("REDIRECT") ? Destination.SAME : "";
  }

  private static Deque<String> words(String line) {
    Deque<String> out = new ArrayDeque<>();
    Matcher m = WORD.matcher(line);
    while (m.find()) {
      out.add(m.group(1) != null ? m.group(1) : m.group(2));
    }
    return out;
  }

  private static String next(Deque<String> words) {
    return words.isEmpty() ? "" : words.poll();
  }
}
