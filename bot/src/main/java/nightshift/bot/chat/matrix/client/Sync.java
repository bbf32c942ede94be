package nightshift.bot.chat.matrix.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in one room since a token.
 *
 * @param next the token to go on from
 * @param membership how the room was told of
 * @param events oldest first
 * @param limited whether there are earlier ones that were left out
 * @param before a token for {@code /messages} to find these; empty when nothing was told
 */
public record Sync(
    String next, Membership membership, List<Event> events, boolean limited, String before) {

  /** Under which heading the answer had the room. */
  public enum Membership {
    /** Nothing happened. */
    QUIET,
    /** We are in it. */
    JOINED,
    /** We were asked in. */
    INVITED,
    /** We left, or were thrown out. */
    LEFT
  }

  static Sync of(JsonNode body, String room) {
    JsonNode rooms = body.path("rooms");
    String next = body.path("next_batch").asText("");
    JsonNode joined = rooms.path("join").path(room);
    if (!joined.isMissingNode()) {
      JsonNode timeline = joined.path("timeline");
      return new Sync(
          next,
          Membership.JOINED,
          events(timeline.path("events")),
          timeline.path("limited").asBoolean(),
          timeline.path("prev_batch").asText(""));
    }
    Membership told =
        rooms.path("leave").has(room)
            ? Membership.LEFT
            : rooms.path("invite").has(room) ? Membership.INVITED : Membership.QUIET;
    return new Sync(next, told, List.of(), false, "");
  }

  static List<Event> events(JsonNode array) {
    List<Event> out = new ArrayList<>();
    array.forEach(e -> out.add(Event.of(e)));
    return out;
  }
}
