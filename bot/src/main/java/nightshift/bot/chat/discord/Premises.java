package nightshift.bot.chat.discord;

import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import nightshift.config.DiscordSettings;
import org.jspecify.annotations.Nullable;

/** Whether guild, channels and roles are as the room needs them. Pure, on what JDA has cached. */
final class Premises {

  private Premises() {}

  /** What keeps cards from being shown, with the remedy; empty when all is well. */
  static List<String> problems(JDA jda, DiscordSettings settings) {
    Guild guild = jda.getGuildById(settings.guild());
    if (guild == null) {
      return List.of(
          jda.isUnavailable(Long.parseUnsignedLong(settings.guild()))
              ? "Discord says that the guild is unavailable; waiting for it"
              : "the bot is not in guild %s; invite it with scope bot and permissions %d"
                  .formatted(settings.guild(), Permissions.invitation()));
    }
    return settings.channels().stream().flatMap(c -> in(guild, c).stream()).toList();
  }

  private static List<String> in(Guild guild, String id) {
    StandardGuildMessageChannel channel = channel(guild, id);
    return channel == null
        ? List.of(
            "there is no text channel "
                + id
                + " that the bot can see; check chat.discord and give its role View Channel there")
        : Permissions.missing(channel).stream()
            .map(p ->
                "the bot lacks the permission "
                    + p
                    + " in #"
                    + channel.getName()
                    + "; give its role that there")
            .toList();
  }

  /** Which roles of ours would reach nobody when they are called, and the remedy. */
  static List<String> uncallable(JDA jda, DiscordSettings settings) {
    Guild guild = jda.getGuildById(settings.guild());
    List<String> out = new ArrayList<>();
    for (String id : guild == null ? List.<String>of() : settings.channels()) {
      StandardGuildMessageChannel channel = guild == null ? null : channel(guild, id);
      if (channel != null) {
        settings.roles().forEach((role, r) -> out.add(Permissions.uncallable(channel, role, r)));
      }
    }
    return out.stream().filter(w -> !w.isEmpty()).distinct().toList();
  }

  /** The channel; null when there is none that can be seen. */
  static @Nullable StandardGuildMessageChannel channel(Guild guild, String id) {
    return guild.getChannelById(StandardGuildMessageChannel.class, id);
  }
}
