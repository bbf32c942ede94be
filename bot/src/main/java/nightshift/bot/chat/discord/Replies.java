package nightshift.bot.chat.discord;

import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import nightshift.engine.card.Reply;
import nightshift.engine.port.ChatException;
import org.jspecify.annotations.Nullable;

/** Writes into the threads under cards. */
final class Replies {

  private final ReplyMessage messages;

  Replies(ReplyMessage messages) {
    this.messages = messages;
  }

  /**
   * What is to be written.
   *
   * @param existing the message to replace; null to post a new one
   * @param key the same key again makes no second message
   */
  record Letter(@Nullable String existing, String key, Reply reply) {}

  /**
   * Writes.
   *
   * @return the id of the message
   */
  String write(StandardGuildMessageChannel channel, Where where, Letter letter)
      throws ChatException, InterruptedException {
    String what = "writing into the thread of plan " + where.plan();
    ThreadChannel thread = Threads.under(channel, where);
    String existing = letter.existing();
    return existing == null
        ? fresh(thread, letter.key(), messages.create(letter.reply()), what)
        : replaced(thread, existing, letter, what);
  }

  private static String fresh(
      ThreadChannel thread, String key, MessageCreateData message, String what)
      throws ChatException, InterruptedException {
    return Delivery.run(what, () -> thread.sendMessage(message).setNonce(DiscordRoom.nonce(key)))
        .getId();
  }

  private String replaced(ThreadChannel thread, String existing, Letter letter, String what)
      throws ChatException, InterruptedException {
    Reply reply = letter.reply();
    try {
      Delivery.run(what, () -> thread.editMessageById(existing, messages.edit(reply)));
    } catch (ChatException e) {
      if (Troubles.is(e.getCause(), Troubles.THREAD_ARCHIVED)) {
        Delivery.run(what, () -> thread.getManager().setArchived(false));
        return replaced(thread, existing, letter, what);
      }
      if (Troubles.is(e.getCause(), Troubles.UNKNOWN_MESSAGE)) {
        return fresh(thread, letter.key(), messages.create(reply), what);
      }
      throw e;
    }
    for (MessageCreateData call : messages.call(reply)) {
      fresh(thread, letter.key() + "-call", call, what);
    }
    return existing;
  }
}
