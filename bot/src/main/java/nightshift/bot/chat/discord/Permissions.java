package nightshift.bot.chat.discord;

import java.util.List;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;

/** What the bot must be allowed in its channel. Pure, on what JDA has cached. */
final class Permissions {

  private static final List<Permission> NEEDED =
      List.of(
          Permission.VIEW_CHANNEL,
          Permission.MESSAGE_SEND,
          Permission.MESSAGE_EMBED_LINKS,
          Permission.MESSAGE_ATTACH_FILES,
          Permission.MESSAGE_HISTORY,
          Permission.CREATE_PUBLIC_THREADS,
          Permission.MESSAGE_SEND_IN_THREADS);

  private Permissions() {}

  /** Their names, as Discord's settings show them. */
  static String all() {
    return String.join(", ", NEEDED.stream().map(Permission::getName).toList());
  }

  /** The number for an invitation's {@code permissions=}. */
  static long invitation() {
    return Permission.getRaw(NEEDED);
  }

  /** The names of those that are missing; empty when all is well. */
  static List<String> missing(StandardGuildMessageChannel channel) {
    return NEEDED.stream()
        .filter(p -> !channel.getGuild().getSelfMember().hasPermission(channel, p))
        .map(Permission::getName)
        .toList();
  }

  /** Why calling this role would reach nobody; empty when it would. */
  static String uncallable(StandardGuildMessageChannel channel, String role, String id) {
    Guild guild = channel.getGuild();
    Role known = guild.getRoleById(id);
    if (known == null) {
      return "the guild has no role " + id + " (for " + role + "); check chat.discord.roles";
    }
    boolean heard =
        known.isMentionable()
            || guild.getSelfMember().hasPermission(channel, Permission.MESSAGE_MENTION_EVERYONE);
    return heard
        ? ""
        : "the bot cannot mention the role for "
            + role
            + "; make that role mentionable in the guild's settings";
  }
}
