package nightshift.bot.chat.discord;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.Interaction;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.Voter;
import org.jspecify.annotations.Nullable;

/** Who pressed, as Discord authenticated them. */
final class Presser {

  private static final int NAME = 100;

  private Presser() {}

  /**
   * @param message the card that was pressed; null for a command
   */
  static Voter of(Interaction interaction, @Nullable Message message) {
    Member member = interaction.getMember();
    Set<String> roles =
        member == null
            ? Set.of()
            : member.getRoles().stream().map(ISnowflake::getId).collect(Collectors.toSet());
    String shown = member == null ? interaction.getUser().getName() : member.getEffectiveName();
    Map<String, String> where = new TreeMap<>();
    Guild guild = interaction.getGuild();
    if (guild != null) {
      where.put("guild", guild.getId());
    }
    String channel = interaction.getChannelId();
    if (channel != null) {
      where.put("channel", channel);
    }
    if (message != null) {
      where.put("message", message.getId());
    }
    where.put("interaction", interaction.getId());
    String name = Text.line(shown, NAME);
    return new Voter(DiscordRoom.NAME, interaction.getUser().getId(), name, roles, where);
  }
}
