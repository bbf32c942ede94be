package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.chat.matrix.client.Event;

/**
 * What a room's state says about using it for cards. Pure.
 *
 * @param refusal why no card goes there and no press counts; empty when they do
 * @param lacking what the bot needs and has not got, but can do without for the time being
 * @param advice what would make the room safer
 * @param powers who may do what
 */
record RoomLook(String refusal, List<String> lacking, List<String> advice, Powers powers) {

  static final String ENCRYPTED =
      "the room is encrypted, and encryption cannot be switched off: make a new room without it and"
          + " put its id into chat.matrix.room";

  RoomLook {
    lacking = List.copyOf(lacking);
    advice = List.copyOf(advice);
  }

  /** Looks at all state of a room, as {@code me}. */
  static RoomLook of(List<Event> state, String me) {
    Optional<Event> create = find(state, "m.room.create");
    JsonNode levels = content(state, "m.room.power_levels");
    Powers powers = new Powers(levels, create.map(Powers::creators).orElse(Set.of()));
    return new RoomLook(
        refusal(state, powers, me), lacking(powers, me), advice(state, powers), powers);
  }

  private static String refusal(List<Event> state, Powers powers, String me) {
    if (find(state, "m.room.encryption").isPresent()) {
      return ENCRYPTED;
    }
    return powers.may(me, "m.room.message")
        ? ""
        : "the bot may not send messages; give it power level " + powers.needed("m.room.message");
  }

  private static List<String> lacking(Powers powers, String me) {
    List<String> out = new ArrayList<>();
    for (String type : List.of("m.reaction", "m.room.redaction")) {
      if (!powers.may(me, type)) {
        out.add("the bot may not send " + type + "; give it power level " + powers.needed(type));
      }
    }
    return out;
  }

  private static List<String> advice(List<Event> state, Powers powers) {
    List<String> out = new ArrayList<>();
    String join = content(state, "m.room.join_rules").path("join_rule").asText("invite");
    if (!join.equals("invite")) {
      out.add("anybody may come in (join rule \"" + join + "\"); make the room invite-only");
    }
    if (content(state, "m.room.create").path("m.federate").asBoolean(true)) {
      out.add("people of other servers can be invited; make the room with m.federate false");
    }
    if (powers.needed("m.reaction") <= powers.levels().path("users_default").asLong(0)) {
      out.add(
          "everybody in the room may react, although only configured people count; set the power"
              + " level for m.reaction higher");
    }
    return out;
  }

  private static JsonNode content(List<Event> state, String type) {
    return find(state, type).map(Event::content).orElse(MissingNode.getInstance());
  }

  private static Optional<Event> find(List<Event> state, String type) {
    return state.stream().filter(e -> e.type().equals(type) && "".equals(e.stateKey())).findFirst();
  }
}
