package nightshift.bot.chat.discord;

import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.hooks.InterfacedEventManager;

/**
 * What people do is heard on a thread of its own, so that one slow answer does not make the next
 * press late. What happens to the session and the guild is heard in the order in which it happens:
 * a line that broke and stands again must not be taken for one that stood and broke.
 */
final class OrderedEvents extends InterfacedEventManager {

  @Override
  public void handle(GenericEvent event) {
    if (event instanceof GenericInteractionCreateEvent) {
      Thread.ofVirtual().name("discord-interaction").start(() -> super.handle(event));
    } else {
      super.handle(event);
    }
  }
}
