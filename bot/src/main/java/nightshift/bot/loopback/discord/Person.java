package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody in the stand-in's guild, who presses buttons and writes commands. */
public record Person(LoopbackDiscord discord, String id, String name, List<String> roles) {

  private static final int COMMAND = 2;
  private static final int BUTTON = 3;
  private static final int WINDOW = 5;

  /** Presses a button of a message; returns the interaction's id. */
  public String press(ObjectNode message, String label) {
    for (var button : message.findValue("components").findParents("custom_id")) {
      if (button.path("label").asText().equals(label)) {
        return pressId(message, button.get("custom_id").asText());
      }
    }
    throw new IllegalArgumentException("no button " + label + " on " + message);
  }

  /** Presses a button that carries this. */
  public String pressId(ObjectNode message, String customId) {
    return sent(
        BUTTON,
        Shapes.object("{\"id\":2,\"component_type\":2,\"custom_id\":\"%s\"}", customId),
        message);
  }

  /** Fills in a window with one field, and sends it. */
  public String submit(ObjectNode message, String customId, String field, String value) {
    ObjectNode data =
        Shapes.object(
            """
            {"custom_id":"%s","components":[{"type":18,"id":1,
              "component":{"type":4,"id":2,"custom_id":"%s"}}]}\
            """,
            customId, field);
    ((ObjectNode) data.at("/components/0/component")).put("value", value);
    return sent(WINDOW, data, message);
  }

  /** Writes {@code /remediation SUB}, with options as JSON. */
  public String command(String sub, String options) {
    ObjectNode data =
        Shapes.object(
            """
            {"id":"900000000000000099","name":"remediation","type":1,"guild_id":"%s",
             "options":[{"type":1,"name":"%s","options":%s}]}\
            """,
            Shapes.GUILD, sub, options);
    return sent(COMMAND, data, null);
  }

  /** Types into an option of {@code /remediation SUB}. */
  public String type(String sub, String option, int kind, String text) {
    ObjectNode data =
        Shapes.object(
            """
            {"id":"900000000000000099","name":"remediation","type":1,"guild_id":"%s",
             "options":[{"type":1,"name":"%s","options":[
               {"type":%d,"name":"%s","value":"%s","focused":true}]}]}\
            """,
            Shapes.GUILD, sub, kind, option, text);
    return sent(4, data, null);
  }

  private String sent(int type, ObjectNode data, @Nullable ObjectNode on) {
    String interaction = discord.next();
    ObjectNode event = Shapes.interaction(type, interaction, Shapes.member(id, name, roles));
    event.set("data", data);
    if (on != null) {
      event.set("message", on);
      ((ArrayNode) on.get("embeds")).forEach(e -> ((ObjectNode) e).put("type", "rich"));
    }
    discord.gateway().dispatch("INTERACTION_CREATE", event);
    return interaction;
  }
}
