package nightshift.bot.host.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nightshift.bot.host.net.Ask.Range;

/**
 * What one {@code match} in a rule of nftables asks; what cannot be read may hold or not. Pure.
 *
 * @param op how both sides are compared
 * @param left what is looked at
 * @param right what it is compared with
 */
record NftMatch(String op, JsonNode left, JsonNode right) {

  private static final int LAST = 65_535;

  static List<Ask> asks(JsonNode match) {
    String op = match.path("op").asText("");
    return new NftMatch(op, match.path("left"), match.path("right")).asks();
  }

  private List<Ask> asks() {
    List<Ask> all = new ArrayList<>(said());
    // In a table of both versions such a rule is for the one alone, and nft does not print that.
    switch (left.path("payload").path("protocol").asText("")) {
      case "ip" -> all.add(new Ask.Version(4));
      case "ip6" -> all.add(new Ask.Version(6));
      default -> {}
    }
    return all;
  }

  private List<Ask> said() {
    JsonNode payload = left.path("payload");
    String field = payload.path("field").asText("");
    if (field.equals("dport")) {
      return ports(payload.path("protocol").asText(""));
    }
    if (!List.of("==", "in", "!=").contains(op)) {
      return List.of(Ask.maybe());
    }
    boolean not = op.equals("!=");
    String meta = left.path("meta").path("key").asText("");
    if (field.equals("protocol") || field.equals("nexthdr") || meta.equals("l4proto")) {
      return protocols(field, not);
    }
    if (meta.equals("iif") || meta.equals("iifname")) {
      return List.of(
          words(right)
              .filter(w -> w.size() == 1)
              .<Ask>map(w -> new Ask.From(w.iterator().next(), not))
              .orElse(Ask.maybe()));
    }
    if (field.equals("daddr") || field.equals("saddr")) {
      return List.of(address(field, not));
    }
    JsonNode fib = left.path("fib");
    if (fib.path("result").asText("").equals("type")
        && words(fib.path("flags")).filter(Set.of("daddr")::equals).isPresent()
        && right.asText("").equals("local")) {
      return List.of(new Ask.Here(not));
    }
    return List.of(tracked(left.path("ct"), not));
  }

  private List<Ask> protocols(String field, boolean not) {
    // A stranger may put a header between that of IPv6 and the protocol's, which has its own
    // number.
    boolean hidden = field.equals("nexthdr");
    Optional<Set<String>> names = words(right).filter(_ -> !hidden || !not);
    List<Ask> asks = new ArrayList<>();
    asks.add(names.<Ask>map(n -> new Ask.Protocols(n, not)).orElse(Ask.maybe()));
    if (hidden) {
      asks.add(Ask.maybe());
    }
    return asks;
  }

  private Ask address(String field, boolean not) {
    JsonNode prefix = right.path("prefix");
    String address = prefix.path("addr").asText(right.asText(""));
    if (address.startsWith("127.") || address.equals("::1")) {
      return Ask.known(not);
    }
    String net = address + (prefix.has("len") ? "/" + prefix.path("len").asInt() : "");
    return field.equals("saddr")
        ? Ask.maybe()
        : Net.read(net).<Ask>map(n -> new Ask.Toward(n, not)).orElse(Ask.maybe());
  }

  private Ask tracked(JsonNode ct, boolean not) {
    return switch (ct.path("key").asText("")) {
      case "state" ->
          words(right).<Ask>map(w -> new Ask.State(w.contains("new") != not)).orElse(Ask.maybe());
      case "proto-dst" ->
          ct.path("dir").asText("").equals("original")
              ? ranges(right).<Ask>map(r -> new Ask.OriginalPorts(r, not)).orElse(Ask.maybe())
              : Ask.maybe();
      default -> Ask.maybe();
    };
  }

  // A condition on another protocol's port never holds, negated or not.
  private List<Ask> ports(String of) {
    List<Ask> asks = new ArrayList<>();
    if (!of.equals("th")) {
      asks.add(new Ask.Protocols(Set.of(of), false));
    }
    asks.add(
        switch (op) {
          case "==", "in", "!=" ->
              ranges(right).<Ask>map(r -> new Ask.Ports(r, op.equals("!="))).orElse(Ask.maybe());
          case "<", "<=", ">", ">=" -> right.isInt() ? beside(right.asInt()) : Ask.maybe();
          default -> Ask.maybe();
        });
    return asks;
  }

  private Ask beside(int port) {
    int last = op.equals("<") ? port - 1 : op.equals("<=") ? port : LAST;
    int first = op.equals(">") ? port + 1 : op.equals(">=") ? port : 0;
    return new Ask.Ports(List.of(new Range(first, last)), false);
  }

  /** Empty when not all of it can be read. */
  private static Optional<List<Range>> ranges(JsonNode right) {
    JsonNode range = right.path("range");
    if (right.isInt()) {
      return Optional.of(List.of(new Range(right.asInt(), right.asInt())));
    }
    if (range.path(0).isInt() && range.path(1).isInt()) {
      return Optional.of(List.of(new Range(range.path(0).asInt(), range.path(1).asInt())));
    }
    List<Range> out = new ArrayList<>();
    for (JsonNode one : right.isArray() ? right : right.path("set")) {
      Optional<List<Range>> read = ranges(one);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      out.addAll(read.get());
    }
    return out.isEmpty() ? Optional.empty() : Optional.of(out);
  }

  /** Empty when not all of it can be read. */
  private static Optional<Set<String>> words(JsonNode right) {
    if (right.isTextual()) {
      String word = right.asText();
      return word.startsWith("@") ? Optional.empty() : Optional.of(Set.of(word));
    }
    Set<String> out = new TreeSet<>();
    for (JsonNode one : right.isArray() ? right : right.path("set")) {
      Optional<Set<String>> read = words(one);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      out.addAll(read.get());
    }
    return out.isEmpty() ? Optional.empty() : Optional.of(out);
  }
}
