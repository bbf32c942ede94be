package nightshift.bot.chat.discord;

import java.util.List;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import nightshift.engine.port.ChatException;

/**
 * Finds or makes the thread under a card. Discord gives a thread the id of the message that it
 * hangs on, so nothing has to be remembered.
 */
final class Threads {

  private Threads() {}

  /** The thread under a card's message. */
  static ThreadChannel under(StandardGuildMessageChannel channel, Where where)
      throws ChatException, InterruptedException {
    String what = "opening the thread of plan " + where.plan();
    ThreadChannel known = channel.getGuild().getThreadChannelById(where.message());
    if (known != null) {
      return known;
    }
    try {
      String name = Markdown.clipped("Plan " + where.plan(), Limits.THREAD_NAME);
      return Delivery.run(what, () -> channel.createThreadChannel(name, where.message()));
    } catch (ChatException e) {
      if (!Troubles.is(e.getCause(), Troubles.HAS_THREAD_ALREADY)) {
        throw e;
      }
      return existing(channel, where, what);
    }
  }

  private static ThreadChannel existing(
      StandardGuildMessageChannel channel, Where where, String what)
      throws ChatException, InterruptedException {
    List<ThreadChannel> active =
        Delivery.run(what, () -> channel.getGuild().retrieveActiveThreads());
    for (ThreadChannel t : active) {
      if (t.getId().equals(where.message())) {
        return t;
      }
    }
    List<ThreadChannel> archived =
        Delivery.run(what, () -> channel.retrieveArchivedPublicThreadChannels());
    return archived.stream()
        .filter(t -> t.getId().equals(where.message()))
        .findFirst()
        .orElseThrow(() -> Troubles.gone(what, "the thread was deleted"));
  }
}
