package nightshift.bot.host.net;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The first packet of a stranger to one port, held against the conditions of a rule.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param port where it goes
 */
record NftPacket(String protocol, int port) {

  /** Whether a rule is meant for it. */
  enum Meets {
    YES,
    NO,
    MAYBE
  }

  /** Whether all conditions of a rule hold for this packet. */
  Meets meets(JsonNode rule) {
    Meets all = Meets.YES;
    for (JsonNode part : rule.path("expr")) {
      Meets one =
          part.has("match")
              ? match(part.path("match"))
              : part.has("limit") || part.has("xt") ? Meets.MAYBE : Meets.YES;
      if (one == Meets.NO) {
        return Meets.NO;
      }
      all = one == Meets.MAYBE ? Meets.MAYBE : all;
    }
    return all;
  }

  /** Whether a rule speaks of this very port, not of all. */
  boolean names(JsonNode rule) {
    for (JsonNode part : rule.path("expr")) {
      JsonNode payload = part.path("match").path("left").path("payload");
      if (payload.path("field").asText("").equals("dport")
          && match(part.path("match")) == Meets.YES) {
        return true;
      }
    }
    return false;
  }

  private Meets match(JsonNode match) {
    JsonNode left = match.path("left");
    boolean not = match.path("op").asText("").equals("!=");
    JsonNode payload = left.path("payload");
    String field = payload.path("field").asText("");
    if (field.equals("dport")) {
      String of = payload.path("protocol").asText("");
      boolean ours = of.equals(protocol) || of.equals("th");
      // A condition on another protocol's port never holds, negated or not.
      boolean elsewhere = match.path("right").asText("").startsWith("@");
      return !ours
          ? Meets.NO
          : elsewhere ? Meets.MAYBE : known(holds(match.path("right"), port) != not);
    }
    if (field.equals("protocol")
        || field.equals("nexthdr")
        || left.path("meta").path("key").asText("").equals("l4proto")) {
      return known(words(match.path("right"), protocol) != not);
    }
    String meta = left.path("meta").path("key").asText("");
    if ((meta.equals("iif") || meta.equals("iifname"))) {
      boolean loopback = words(match.path("right"), "lo");
      return loopback ? known(not) : Meets.MAYBE;
    }
    if (left.path("ct").path("key").asText("").equals("state")) {
      return known(words(match.path("right"), "new") != not);
    }
    return Meets.MAYBE;
  }

  private static Meets known(boolean holds) {
    return holds ? Meets.YES : Meets.NO;
  }

  private static boolean holds(JsonNode right, int port) {
    if (right.isInt()) {
      return right.asInt() == port;
    }
    JsonNode range = right.path("range");
    if (range.size() == 2) {
      return range.path(0).asInt() <= port && port <= range.path(1).asInt();
    }
    JsonNode all = right.isArray() ? right : right.path("set");
    for (JsonNode one : all) {
      if (holds(one, port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean words(JsonNode right, String word) {
    if (right.isTextual()) {
      return right.asText().equals(word);
    }
    JsonNode all = right.isArray() ? right : right.path("set");
    for (JsonNode one : all) {
      if (words(one, word)) {
        return true;
      }
    }
    return false;
  }
}
