package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import nightshift.bot.chat.matrix.client.Event;

/**
 * Who may do what in a room: {@code m.room.power_levels}, and, from room version 12 on, its
 * creators, who may do anything. Pure.
 */
record Powers(JsonNode levels, Set<String> creators) {

  private static final int CREATORS_SINCE = 12;
  private static final long STATE_DEFAULT = 50;

  Powers {
    creators = Set.copyOf(creators);
  }

  /** The creators whom a {@code m.room.create} makes all-powerful. */
  static Set<String> creators(Event create) {
    Set<String> out = new HashSet<>();
    String version = create.content().path("room_version").asText("1");
    if (version.matches("\\d{1,3}") && Integer.parseInt(version) >= CREATORS_SINCE) {
      out.add(create.sender());
      create.content().path("additional_creators").forEach(c -> out.add(c.asText()));
    }
    return out;
  }

  /** The level of a user. */
  long of(String user) {
    if (creators.contains(user)) {
      return Long.MAX_VALUE;
    }
    JsonNode own = levels.path("users").path(user);
    return number(own.isMissingNode() ? levels.path("users_default") : own, 0);
  }

  /** The level that sending a message or reaction of this type needs. */
  long needed(String type) {
    JsonNode own = levels.path("events").path(type);
    return number(own.isMissingNode() ? levels.path("events_default") : own, 0);
  }

  /** The level that emptying other people's events needs. */
  long toRedact() {
    return number(levels.path("redact"), STATE_DEFAULT);
  }

  boolean may(String user, String type) {
    return of(user) >= needed(type);
  }

  /**
   * The configured levels that this user reaches, as text.
   *
   * @param wanted role to level
   */
  Set<String> reached(String user, Map<String, Integer> wanted) {
    Map<String, Integer> reached = new HashMap<>(wanted);
    reached.values().removeIf(level -> of(user) < level);
    Set<String> out = new HashSet<>();
    reached.values().forEach(level -> out.add(String.valueOf(level)));
    return out;
  }

  // Rooms before version 10 have numbers in quotes.
  private static long number(JsonNode node, long usual) {
    return node.asLong(usual);
  }
}
