package nightshift.bot.host.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nightshift.bot.host.net.Ask.Range;

/** What one {@code match} in a rule of nftables asks. Pure. */
final class NftMatch {

  private NftMatch() {}

  static List<Ask> asks(JsonNode match) {
    JsonNode left = match.path("left");
    JsonNode right = match.path("right");
    boolean not = match.path("op").asText("").equals("!=");
    JsonNode payload = left.path("payload");
    String field = payload.path("field").asText("");
    if (field.equals("dport")) {
      return ports(payload.path("protocol").asText(""), right, not);
    }
    String meta = left.path("meta").path("key").asText("");
    if (field.equals("protocol") || field.equals("nexthdr") || meta.equals("l4proto")) {
      return List.of(new Ask.Protocols(words(right), not));
    }
    if (meta.equals("iif") || meta.equals("iifname")) {
      return List.of(words(right).equals(Set.of("lo")) ? Ask.known(not) : Ask.maybe());
    }
    if (field.equals("daddr") || field.equals("saddr")) {
      String address = right.path("prefix").path("addr").asText(right.asText(""));
      boolean loopback = address.startsWith("127.") || address.equals("::1");
      return List.of(loopback ? Ask.known(not) : Ask.maybe());
    }
    if (left.path("ct").path("key").asText("").equals("state")) {
      return List.of(Ask.known(words(right).contains("new") != not));
    }
    return List.of(Ask.maybe());
  }

  // A condition on another protocol's port never holds, negated or not.
  private static List<Ask> ports(String of, JsonNode right, boolean not) {
    List<Ask> asks = new ArrayList<>();
    if (!of.equals("th")) {
      asks.add(new Ask.Protocols(Set.of(of), false));
    }
    boolean elsewhere = right.asText("").startsWith("@");
    asks.add(elsewhere ? Ask.maybe() : new Ask.Ports(ranges(right), not));
    return asks;
  }

  private static List<Range> ranges(JsonNode right) {
    List<Range> out = new ArrayList<>();
    JsonNode range = right.path("range");
    if (right.isInt()) {
      out.add(new Range(right.asInt(), right.asInt()));
    } else if (range.size() == 2) {
      out.add(new Range(range.path(0).asInt(), range.path(1).asInt()));
    } else {
      (right.isArray() ? right : right.path("set")).forEach(one -> out.addAll(ranges(one)));
    }
    return out;
  }

  private static Set<String> words(JsonNode right) {
    Set<String> out = new TreeSet<>();
    if (right.isTextual()) {
      out.add(right.asText());
    } else {
      (right.isArray() ? right : right.path("set")).forEach(one -> out.addAll(words(one)));
    }
    return out;
  }
}
