package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.function.Supplier;

/** The bot, its application and its commands, and the way to somebody's letters. */
final class Accounts {

  private final Supplier<String> ids;
  private ArrayNode commands = Shapes.JSON.createArrayNode();

  Accounts(Supplier<String> ids) {
    this.ids = ids;
  }

  void serve(RoutesConfig r, Door door) {
    r.get(Door.API + "/users/@me", door.to(c -> Answer.ok(Shapes.self())));
    r.get(Door.API + "/applications/@me", door.to(c -> Answer.ok(Shapes.application())));
    String all = Door.API + "/applications/{app}/guilds/{guild}/commands";
    r.get(all, door.to(c -> known()));
    r.put(all, door.to(this::told));
    r.post(Door.API + "/users/@me/channels", door.to(Accounts::letters));
  }

  private synchronized Answer known() {
    return Answer.ok(commands.deepCopy());
  }

  private synchronized Answer told(Call call) {
    if (Refusals.commands(call.body()).isPresent()) {
      return Answer.refused(Codes.BAD, Codes.INVALID_FORM);
    }
    commands = ((ArrayNode) call.body()).deepCopy();
    commands.forEach(c -> registered((ObjectNode) c));
    return known();
  }

  // JDA writes these numbers as texts; Discord takes them, and answers with numbers.
  private void registered(ObjectNode command) {
    for (String field : List.of("contexts", "integration_types")) {
      JsonNode given = command.path(field);
      ArrayNode numbers = command.putArray(field);
      given.forEach(n -> numbers.add(n.asInt()));
    }
    command
        .put("id", ids.get())
        .put("application_id", Shapes.BOT)
        .put("guild_id", Shapes.GUILD)
        .put("version", ids.get());
  }

  private static Answer letters(Call call) {
    ObjectNode channel = Shapes.object("{\"id\":\"%s\",\"type\":1,\"flags\":0}", Shapes.LETTERS);
    String whose = call.body().path("recipient_id").asText();
    channel.putArray("recipients").add(Shapes.user(whose, "somebody", false));
    return Answer.ok(channel);
  }
}
