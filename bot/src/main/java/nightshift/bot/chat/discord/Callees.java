package nightshift.bot.chat.discord;

import java.util.List;

/** Who can be called in person. */
@FunctionalInterface
public interface Callees {

  /**
   * The Discord user ids of the people with this role, or of this name; empty when none has one.
   */
  List<String> people(String roleOrName);
}
