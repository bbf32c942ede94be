package nightshift.bot.chat.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.utils.messages.MessageRequest;

/**
 * Who is called by a message. A role of ours is called as the Discord role that the configuration
 * gives for it, or else person by person; a name calls that person. Everybody else hears nothing.
 */
final class Mentions {

  /** More than these are a crowd, and are not called one by one. */
  static final int MOST_PEOPLE = 20;

  private final Map<String, String> roleIds;
  private final Callees callees;

  Mentions(Map<String, String> roleIds, Callees callees) {
    this.roleIds = Map.copyOf(roleIds);
    this.callees = callees;
  }

  /** The Discord roles for these words. */
  List<String> roles(List<String> words) {
    return words.stream().filter(roleIds::containsKey).map(roleIds::get).distinct().toList();
  }

  /** The people whom no Discord role stands for. */
  List<String> people(List<String> words) {
    return everybody(words.stream().filter(w -> !roleIds.containsKey(w)).toList());
  }

  /** All people behind these words, for messages to each of them. */
  List<String> everybody(List<String> words) {
    return words.stream()
        .flatMap(w -> callees.people(w).stream())
        .distinct()
        .limit(MOST_PEOPLE)
        .toList();
  }

  /** The mentions as text; empty when nobody is called. */
  String text(List<String> words) {
    List<String> out = new ArrayList<>();
    roles(words).forEach(id -> out.add("<@&" + id + ">"));
    people(words).forEach(id -> out.add("<@" + id + ">"));
    return String.join(" ", out);
  }

  /** Lets these be called by a message, and nobody else. */
  void allow(MessageRequest<?> message, List<String> words) {
    var _ = message.setAllowedMentions(List.<MentionType>of());
    var _ = message.mentionRoles(roles(words));
    var _ = message.mentionUsers(people(words));
  }
}
