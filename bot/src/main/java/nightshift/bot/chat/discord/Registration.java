package nightshift.bot.chat.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import nightshift.engine.port.ChatException;

/** Tells Discord of our commands, only when they changed: it takes so many a day, and no more. */
final class Registration {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Registration() {}

  /**
   * @return whether something had to be told
   */
  static boolean register(Guild guild) throws ChatException, InterruptedException {
    if (current(guild)) {
      return false;
    }
    CommandData wanted = CommandTree.definition();
    Delivery.run("registering commands", () -> guild.updateCommands().addCommands(wanted));
    return true;
  }

  /** Whether Discord knows exactly the commands that we have. */
  static boolean current(Guild guild) throws ChatException, InterruptedException {
    List<Command> there = Delivery.run("asking for our commands", guild::retrieveCommands);
    return there.size() == 1
        && same(CommandData.fromCommand(there.getFirst()), CommandTree.definition());
  }

  private static boolean same(CommandData a, CommandData b) {
    return tree(a).equals(tree(b));
  }

  private static JsonNode tree(CommandData data) {
    try {
      return JSON.readTree(new String(data.toData().toJson(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JDA wrote a command that is not JSON", e);
    }
  }
}
