package nightshift.bot.chat.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import nightshift.engine.card.Reply;
import nightshift.engine.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Direct messages to the people whom a reply names. They come on top of what stands in the thread,
 * so one that Discord does not take (somebody allows none) is logged and not tried again.
 */
final class Letters {

  private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
  private static final int REMEMBERED = 1_000;

  private final String guild;
  private final Mentions mentions;
  private final ReplyMessage messages;
  // Discord forgets a nonce after some minutes; a reply that is tried again may be older.
  private final Cache<String, Boolean> sent = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Letters(String guild, Mentions mentions, ReplyMessage messages) {
    this.guild = guild;
    this.mentions = mentions;
    this.messages = messages;
  }

  /** Sends the reply to everybody whom it names directly, to each once. */
  void send(JDA bot, Where where, String key, Reply reply) throws InterruptedException {
    String link =
        "https://discord.com/channels/" + guild + "/" + where.channel() + "/" + where.message();
    for (String person : mentions.everybody(reply.direct())) {
      String nonce = DiscordRoom.nonce(key + " to " + person);
      if (sent.getIfPresent(nonce) == null) {
        send(bot, where, person, messages.letter(reply, link), nonce);
        sent.put(nonce, true);
      }
    }
  }

  private static void send(
      JDA bot, Where where, String person, MessageCreateData message, String nonce)
      throws InterruptedException {
    String what = "sending a direct message about plan " + where.plan() + " to " + person;
    try {
      Message ignored =
          Delivery.run(
              what,
              () ->
                  bot.openPrivateChannelById(person)
                      .flatMap(c -> c.sendMessage(message).setNonce(nonce)));
    } catch (ChatException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
